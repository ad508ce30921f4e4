using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Postgres;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>What can go wrong between TaskRelay and a PostgreSQL server, and what heals it.</summary>
public sealed class PostgresStoreTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Ended_connections_cost_no_write_and_no_read()
    {
        var settings = await TestStore.Postgres.NewAsync();
        await using var relay = await RelayHost.StartAsync(settings);
        var server = await PostgresServer.GetAsync();
        using var stop = new CancellationTokenSource();
        var ending = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await server.EndConnectionsAsync(settings["ConnectionStrings:TaskRelay"]!);
                await Task.Delay(50);
            }
        });
        var accepted = 0;
        for (var comment = 1; comment <= 25; comment++)
        {
            // GitHub is told 503 at worst, and sends the delivery again; here that is done until it is taken.
            var webhook = new SignedWebhook
            {
                Body = System.Text.Encoding.UTF8.GetBytes(SignedWebhook.Comment("@taskrelay scribe", comment).ToJsonString()),
                Secret = RelayHost.Secret,
            };
            HttpStatusCode status;
            do
            {
                using var answer = await relay.Client.SendAsync(webhook.ToRequest());
                status = answer.StatusCode;
                Assert.Contains(status, new[] { HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable });
            }
            while (status == HttpStatusCode.ServiceUnavailable);
            accepted++;
        }

        await stop.CancelAsync();
        await ending;
        Assert.Equal(accepted, await relay.ReadAsync(db => db.Tasks.CountAsync()));
        Assert.Equal(accepted, await relay.ReadAsync(db => db.Events.CountAsync(line => line.Seq == 1)));
        await Instances.WaitAsync("readiness", async () =>
        {
            using var ready = await relay.Client.GetAsync("/health/ready");
            return ready.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_work_is_replaced_and_the_work_done_once()
    {
        await using var rig = await StoreRig.StartAsync(TestStore.Postgres);
        var server = await PostgresServer.GetAsync();
        var runs = 0;
        await rig.Writes.WriteAsync(
            async (scope, token) =>
            {
                rig.Get<TaskCreation>().Insert(scope, rig.NewTask(), "made");
                if (Interlocked.Increment(ref runs) == 1)
                {
                    var pid = scope.QueryFirst("SELECT pg_backend_pid()", reader => reader.GetInt32(0));
                    await server.ExecuteAsync($"SELECT pg_terminate_backend({pid})");
                    scope.Execute("UPDATE tasks SET attempt = attempt");
                }
            },
            CancellationToken.None);
        Assert.Equal(2, runs);
        Assert.Equal(1, await rig.ReadAsync(db => db.Tasks.CountAsync()));
    }

    [Fact]
    public async Task A_lock_that_is_held_for_long_is_told_and_not_waited_for_without_end()
    {
        await using var rig = await StoreRig.StartAsync(TestStore.Postgres);
        var task = await rig.AddAsync(RelayTaskStatus.Queued);
        await using var other = new NpgsqlConnection(rig.Get<PostgresSettings>().SessionConnectionString);
        await other.OpenAsync();
        await using (var held = await other.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand("UPDATE tasks SET attempt = attempt", other, held);
            await command.ExecuteNonQueryAsync();
            await Assert.ThrowsAsync<StoreUnavailableException>(() => TouchAsync().WaitAsync(Patience));
        }

        Assert.Equal(1, await TouchAsync());

        Task<int> TouchAsync() => rig.Writes.WriteAsync(
            (scope, token) => scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Attempt, 2), token),
            CancellationToken.None);
    }

    [Fact]
    public async Task An_exhausted_pool_is_503_and_over_when_connections_are_free_again()
    {
        var settings = await TestStore.Postgres.NewAsync();
        settings["ConnectionStrings:TaskRelay"] += ";Maximum Pool Size=2;Timeout=2";
        await using var relay = await RelayHost.StartAsync(settings);
        using var nobody = new TestBrowser(relay.Client.BaseAddress!);
        nobody.Cookies["taskrelay"] = "not a session";
        await using (var hog = await relay.Services.GetRequiredService<PostgresPools>().Reads.OpenConnectionAsync())
        await using (var second = await relay.Services.GetRequiredService<PostgresPools>().Reads.OpenConnectionAsync())
        {
            using var ready = await relay.Client.GetAsync("/health/ready").WaitAsync(Patience);
            await Problems.ExpectAsync(ready, 503, "store_unavailable");
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks");
            request.Headers.Authorization = new("Bearer", "trt_" + new string('a', 43));
            using var refused = await relay.Client.SendAsync(request).WaitAsync(Patience);
            await Problems.ExpectAsync(refused, 503, "store_unavailable");
        }

        using var again = await relay.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Text_that_PostgreSQL_does_not_take_is_stored_with_a_sign_in_its_place()
    {
        await using var rig = await StoreRig.StartAsync(TestStore.Postgres);
        var task = await rig.AddAsync(RelayTaskStatus.Running);
        await rig.Writes.WriteAsync(
            async (scope, token) =>
            {
                scope.Execute("UPDATE tasks SET summary = @p0 WHERE id = @p1", "a\0b\ud83d!\ude00 \ud83d\ude00", task.Id);
                await scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.WaitReason, "x\0\ud800"), token);
            },
            CancellationToken.None);
        var stored = await rig.ReadAsync(db => db.Tasks.SingleAsync());
        Assert.Equal(("a\uFFFDb\uFFFD!\uFFFD \ud83d\ude00", "x\uFFFD\uFFFD"), (stored.Summary, stored.WaitReason));
        var asked = "\0";
        Assert.Equal(0, await rig.ReadAsync(db => db.Tasks.CountAsync(row => row.Agent == asked)));
    }

    [Fact]
    public async Task A_second_instance_of_the_same_name_is_refused_in_words()
    {
        await using var rig = await StoreRig.StartAsync(TestStore.Postgres);
        var settings = rig.Get<PostgresSettings>();
        await using var second = new PostgresSession(
            settings, rig.Get<PostgresAnnouncer>(), new(), Microsoft.Extensions.Logging.Abstractions.NullLogger<PostgresSession>.Instance);
        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => second.StartAsync(CancellationToken.None));
        Assert.Contains(settings.Instance, refused.Message, StringComparison.Ordinal);
        Assert.Contains("Instance:Name", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_or_refuses_ends_the_start_in_a_sentence_without_the_password()
    {
        var settings = await TestStore.Postgres.NewAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var wrong = settings["ConnectionStrings:TaskRelay"]!.Replace(PostgresServer.Password, "wrong-canary", StringComparison.Ordinal);
        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string>
        {
            ["Database:Provider"] = "postgres",
            ["ConnectionStrings:TaskRelay"] = wrong,
        });
        Assert.Equal(1, code);
        Assert.Contains("TaskRelay can't run: PostgreSQL at 127.0.0.1/", output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-canary", output, StringComparison.Ordinal);
        await TestStore.RemoveAsync(configuration);
    }

    [Fact]
    public async Task Keys_lie_in_the_database_and_the_start_up_check_tells_that_they_lie_open()
    {
        var settings = await TestStore.Postgres.NewAsync();
        await using var dashboard = await Dashboard.StartAsync(settings);
        Assert.Equal(1, await dashboard.Relay.ReadAsync(db => ((PostgresRelayDbContext)db).StoredKeys.CountAsync()));
        var folder = dashboard.Get<IConfiguration>()["DataProtection:KeysPath"]!;
        Assert.False(Directory.Exists(folder));
        var opened = dashboard.Get<IDataProtectionProvider>().CreateProtector("trial");
        Assert.Equal("sealed", opened.Unprotect(opened.Protect("sealed")));
        using var browser = await dashboard.SignInAsync("maintainer");
        var report = await browser.GetAsync("/api/startup/check");
        var text = await report.Content.ReadAsStringAsync();
        Assert.Contains("open to whoever reads it", text, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgresServer.Password, text, StringComparison.Ordinal);
    }
}
