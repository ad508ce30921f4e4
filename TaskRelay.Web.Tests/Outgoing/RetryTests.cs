using TaskRelay.Web.Auth;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Receivers that do not take what they are sent.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task A_receiver_that_fails_is_tried_by_the_schedule_and_switched_off_after_days()
    {
        await using var rig = await OutgoingRig.StartAsync();
        var (endpoint, _) = await rig.AddEndpointAsync();
        rig.Receiver.Answers(500, "<b>out of order</b>");
        await rig.EndedAsync();
        TimeSpan[] waits = [.. new[] { 5.0, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400 }.Select(TimeSpan.FromSeconds)];
        for (var tries = 1; tries <= waits.Length; tries++)
        {
            await rig.NotedAsync(tries);
            var delivery = Assert.Single(await rig.DeliveriesAsync());
            if (!(await rig.EndpointAsync(endpoint)).Enabled)
            {
                break;
            }

            Assert.Equal(WebhookDeliveryState.Pending, delivery.State);
            Assert.InRange(delivery.DueAt - (await rig.AttemptsAsync())[^1].At, waits[tries - 1] * 0.8, waits[tries - 1] + TimeSpan.FromSeconds(30));
            rig.Clock.SetUtcNow(delivery.DueAt > rig.Clock.GetUtcNow() ? delivery.DueAt : rig.Clock.GetUtcNow());
        }

        await rig.NotedAsync(9);
        Assert.Equal("<b>out of order</b>", (await rig.AttemptsAsync())[0].Answer);
        Assert.Single(rig.Receiver.Requests.Select(request => request.Id).Distinct());
        Assert.Equal(rig.Receiver.Requests.Count, rig.Receiver.Requests.Select(request => request.Headers["webhook-timestamp"]).Distinct().Count());

        // Time enough has gone by: the next failure of anything ends it.
        var failing = await rig.EndpointAsync(endpoint);
        if (failing.Enabled)
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            await rig.NotedAsync(10);
            if ((await rig.EndpointAsync(endpoint)).Enabled)
            {
                rig.Clock.Advance(TimeSpan.FromDays(1));
                await rig.EndedAsync();
                await rig.NotedAsync(11);
            }
        }

        var off = await rig.EndpointAsync(endpoint);
        Assert.False(off.Enabled);
        Assert.StartsWith("Nothing came through since", off.DisabledReason, StringComparison.Ordinal);
        var before = rig.Receiver.Requests.Count;
        await rig.EndedAsync();
        Assert.Equal(before, rig.Receiver.Requests.Count);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_switched_off_and_one_that_asks_for_time_gets_it()
    {
        await using var rig = await OutgoingRig.StartAsync();
        var (endpoint, _) = await rig.AddEndpointAsync();
        rig.Receiver.Answers(429, retryAfter: "600");
        await rig.EndedAsync();
        await rig.NotedAsync(1);
        var delivery = Assert.Single(await rig.DeliveriesAsync());
        Assert.InRange(delivery.DueAt - (await rig.AttemptsAsync())[0].At, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));

        rig.Receiver.Answers(410);
        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        await rig.NotedAsync(2);
        var off = await rig.EndpointAsync(endpoint);
        Assert.Equal((false, "The receiver answered 410: it wants no more."), (off.Enabled, off.DisabledReason));
        Assert.Equal(WebhookDeliveryState.Failed, Assert.Single(await rig.DeliveriesAsync()).State);
        await rig.EndedAsync();
        Assert.Single(await rig.DeliveriesAsync());

        // Switched on anew and sent again by hand: the receiver sees the same id.
        rig.Receiver.Answers(204);
        var store = rig.Get<WebhookStore>();
        Assert.IsType<WebhookAnswer.Off>(await store.RedeliverAsync(OutgoingRig.Writer, delivery.Id, OutgoingRig.Writer.Actor(), CancellationToken.None));
        var wish = new WebhookWish("again", rig.Receiver.Url, OutgoingEvents.All);
        Assert.IsType<WebhookAnswer.Changed>(await store.ChangeAsync(OutgoingRig.Writer, endpoint, off.Version - 1, wish, OutgoingRig.Writer.Actor(), CancellationToken.None));
        Assert.IsType<WebhookAnswer.Done>(await store.ChangeAsync(OutgoingRig.Writer, endpoint, off.Version, wish, OutgoingRig.Writer.Actor(), CancellationToken.None));
        Assert.IsType<WebhookAnswer.Sending>(await store.RedeliverAsync(OutgoingRig.Writer, delivery.Id, OutgoingRig.Writer.Actor(), CancellationToken.None));
        await rig.NotedAsync(3);
        Assert.Equal(WebhookDeliveryState.Delivered, (await rig.DeliveriesAsync())[0].State);
        Assert.Single(rig.Receiver.Requests.Select(request => request.Id).Distinct());
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_sign_for_a_day_and_then_the_new_one_alone()
    {
        await using var rig = await OutgoingRig.StartAsync();
        var (endpoint, old) = await rig.AddEndpointAsync();
        var answer = await rig.Get<WebhookStore>().RotateAsync(OutgoingRig.Writer, endpoint, OutgoingRig.Writer.Actor(), CancellationToken.None);
        var fresh = Assert.IsType<WebhookAnswer.Done>(answer).Secret!;
        await rig.EndedAsync();
        var both = await rig.Receiver.RequestAsync(1);
        Assert.True(both.IsSignedWith(old) && both.IsSignedWith(fresh));

        rig.Clock.Advance(WebhookStore.Overlap);
        await rig.EndedAsync();
        var later = await rig.Receiver.RequestAsync(2);
        Assert.True(later.IsSignedWith(fresh));
        Assert.False(later.IsSignedWith(old));

        // A row is worth nothing elsewhere, and holds no secret to read.
        var row = await rig.EndpointAsync(endpoint);
        Assert.Null(rig.Get<WebhookSecrets>().Open(Guid.NewGuid(), row.Sealed));
        Assert.DoesNotContain(fresh[6..], Convert.ToBase64String(row.Sealed), StringComparison.Ordinal);
    }
}
