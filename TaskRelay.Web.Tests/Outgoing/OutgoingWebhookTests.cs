using System.Text.Json;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Ends of tasks, as the servers of their people hear of them.</summary>
public abstract class OutgoingWebhookTests(TestStore store)
{
    [Fact]
    public async Task An_end_is_told_once_signed_and_to_its_person_alone()
    {
        await using var rig = await OutgoingRig.StartAsync(store);
        var (endpoint, secret) = await rig.AddEndpointAsync(OutgoingEvents.Succeeded, OutgoingEvents.Failed);

        await rig.EndedAsync(RelayTaskStatus.Succeeded, by: 8);
        await rig.EndedAsync(RelayTaskStatus.Stopped);
        var task = await rig.EndedAsync(RelayTaskStatus.Failed);
        var request = await rig.Receiver.RequestAsync(1);
        await rig.NotedAsync(1);

        Assert.True(request.IsSignedWith(secret));
        Assert.Equal($"{(await rig.AttemptsAsync())[0].At.ToUnixTimeSeconds()}", request.Headers["webhook-timestamp"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        var body = JsonSerializer.Deserialize<JsonElement>(request.Text);
        Assert.Equal("task.failed", body.GetProperty("type").GetString());
        Assert.Equal($"{task.Id}", body.GetProperty("data").GetProperty("id").GetString());
        Assert.Equal("It broke.", body.GetProperty("data").GetProperty("error").GetProperty("message").GetString());
        Assert.False(body.GetProperty("data").TryGetProperty("instructions", out _));
        var delivery = Assert.Single(await rig.DeliveriesAsync());
        Assert.Equal((WebhookDeliveryState.Delivered, request.Id), (delivery.State, WebhookCourier.IdOf(delivery.Id)));
        Assert.Equal((200, "thanks"), ((await rig.AttemptsAsync())[0].Status, (await rig.AttemptsAsync())[0].Answer));
        Assert.NotNull((await rig.EndpointAsync(endpoint)).DeliveredAt);
        Assert.Single(rig.Receiver.Requests);
    }

    [Fact]
    public async Task The_row_stands_in_the_transaction_of_the_end_and_survives_whoever_wrote_it()
    {
        await using var rig = await OutgoingRig.StartAsync(store, sends: false);
        var (_, secret) = await rig.AddEndpointAsync();
        var task = await rig.AddTaskAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.WriteAsync(async (scope, stop) =>
        {
            await rig.EndAsync(scope, task, RelayTaskStatus.Succeeded, stop);
            throw new InvalidOperationException("The end is undone.");
        }));
        Assert.Empty(await rig.DeliveriesAsync());

        // An end that another attempt follows at once is told to nobody.
        var retried = await rig.AddTaskAsync();
        await rig.WriteAsync((scope, stop) => rig.EndAsync(scope, retried, RelayTaskStatus.Failed, stop, isRetried: true));
        Assert.Empty(await rig.DeliveriesAsync());

        await rig.WriteAsync((scope, stop) => rig.EndAsync(scope, task, RelayTaskStatus.Succeeded, stop));
        Assert.Single(await rig.DeliveriesAsync());
        await rig.EndHostAsync();
        Assert.Empty(rig.Receiver.Requests);

        await rig.AddHostAsync();
        Assert.True((await rig.Receiver.RequestAsync(1)).IsSignedWith(secret));
    }

    [Fact]
    public async Task Many_ends_and_two_senders_make_one_request_each()
    {
        await using var rig = await OutgoingRig.StartAsync(store, sends: false);
        await rig.AddEndpointAsync();
        await rig.AddEndpointAsync();
        for (var count = 0; count < 10; count++)
        {
            await rig.EndedAsync();
        }

        if (rig.MayShare)
        {
            await rig.AddHostAsync();
        }
        else
        {
            await rig.EndHostAsync();
        }

        await rig.AddHostAsync();
        await rig.NotedAsync(20);
        Assert.Equal(20, rig.Receiver.Requests.Select(request => request.Id).Distinct().Count());
        Assert.Equal(20, rig.Receiver.Requests.Count);
    }

    public sealed class OnSqlite() : OutgoingWebhookTests(TestStore.Sqlite);

    public sealed class OnPostgres() : OutgoingWebhookTests(TestStore.Postgres);
}
