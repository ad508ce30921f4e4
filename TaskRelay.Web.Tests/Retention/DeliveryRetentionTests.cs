using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Data;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Clearing;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Tests.Retention;

/// <summary>Old webhooks go, their bodies first; what a comment caused is known for ever.</summary>
public abstract class DeliveryRetentionTests(TestStore store) : IAsyncLifetime
{
    private readonly FakeTimeProvider _later = new(DateTimeOffset.UtcNow);
    private RelayHost _relay = null!;

    public async ValueTask InitializeAsync() => _relay = await RelayHost.StartAsync(await store.NewAsync(new Dictionary<string, string?> { ["Queue:MaxRunning"] = "0" }));

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    [Fact]
    public async Task A_comment_whose_delivery_and_task_are_long_gone_never_makes_another_task()
    {
        var delivery = Guid.NewGuid();
        var first = await SendAsync(delivery, 501);
        Assert.Equal("accepted", first.GetProperty("outcome").GetString());
        var task = first.GetProperty("taskId").GetGuid();
        _later.Advance(TimeSpan.FromDays(366));

        // Admission may have one more word to say of the task, after the first look.
        await Instances.WaitAsync("the rows to be gone", async () =>
        {
            await EndAllAsync();
            await SweepAsync(new BodyRetention(Contexts, Writes, Options, _later), new DeliveryRetention(Writes, Options, _later), new TaskRetention(Contexts, Writes, new TaskChanges(), Options, _later));
            return (0, 0) == await _relay.ReadAsync(async db => (await db.Deliveries.CountAsync(), await db.Tasks.CountAsync()));
        });

        // The same webhook again, and the same comment in another one.
        foreach (var id in new[] { delivery, Guid.NewGuid() })
        {
            var again = await SendAsync(id, 501);
            Assert.Equal(("duplicate", task), (again.GetProperty("outcome").GetString(), again.GetProperty("taskId").GetGuid()));
        }

        Assert.Equal(0, await _relay.ReadAsync(db => db.Tasks.CountAsync()));
    }

    private Task EndAllAsync() => Writes.WriteAsync(
        async (scope, token) =>
        {
            await scope.Db.Tasks.ExecuteUpdateAsync(
                setters => setters.SetProperty(row => row.Status, RelayTaskStatus.Stopped).SetProperty(row => row.CompletedAt, DateTimeOffset.UtcNow), token);
            await scope.Db.Outbox.ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Dead, true), token);
        },
        CancellationToken.None);

    [Fact]
    public async Task Bodies_go_before_their_deliveries_and_each_in_its_time()
    {
        await SendAsync(Guid.NewGuid(), 601);
        await SendAsync(Guid.NewGuid(), 602);
        var (bodies, deliveries) = (new BodyRetention(Contexts, Writes, Options, _later), new DeliveryRetention(Writes, Options, _later));
        _later.Advance(TimeSpan.FromDays(7).Subtract(TimeSpan.FromMinutes(1)));
        await SweepAsync(bodies, deliveries);
        Assert.Equal((2, 2), await CountAsync());
        _later.Advance(TimeSpan.FromMinutes(2));
        await SweepAsync(bodies, deliveries);
        Assert.Equal((2, 0), await CountAsync());
        _later.Advance(TimeSpan.FromDays(23));
        await SweepAsync(bodies, deliveries);
        Assert.Equal((0, 0), await CountAsync());
    }

    private IDbContextFactory<RelayDbContext> Contexts => _relay.Services.GetRequiredService<IDbContextFactory<RelayDbContext>>();

    private IWriteGate Writes => _relay.Services.GetRequiredService<IWriteGate>();

    private IOptionsMonitor<RetentionOptions> Options => _relay.Services.GetRequiredService<IOptionsMonitor<RetentionOptions>>();

    private static async Task SweepAsync(params IRetentionRule[] rules)
    {
        foreach (var rule in rules)
        {
            while (await rule.PruneAsync(500, CancellationToken.None) > 0)
            {
            }
        }
    }

    private Task<(int Deliveries, int Bodies)> CountAsync() =>
        _relay.ReadAsync(async db => (await db.Deliveries.CountAsync(), await db.Deliveries.CountAsync(row => row.Body != null)));

    private async Task<JsonElement> SendAsync(Guid delivery, long comment)
    {
        var webhook = new SignedWebhook
        {
            Delivery = $"{delivery}",
            Secret = RelayHost.Secret,
            Body = JsonSerializer.SerializeToUtf8Bytes(SignedWebhook.Comment("@taskrelay scribe", comment)),
        };
        using var answer = await _relay.Client.SendAsync(webhook.ToRequest());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public sealed class OnSqlite() : DeliveryRetentionTests(TestStore.Sqlite);

    public sealed class OnPostgres() : DeliveryRetentionTests(TestStore.Postgres);
}
