using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Ingest;

/// <summary>What did not arrive is found, asked for again, and acts once.</summary>
public sealed class RedeliveryTests
{
    private const string Attempts = "/app/hook/deliveries/\\d+/attempts$";

    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task An_hours_outage_with_500_commands_ends_with_500_tasks_within_ten_minutes_of_recovery()
    {
        await using var rig = await IngestRig.StartAsync();
        await rig.MoveForAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        await rig.StopRelayAsync();

        // Most deliveries fail; towards the end the webhook is switched off, and GitHub keeps nothing to deliver again.
        var comments = new List<long>();
        for (var number = 0; number < 500; number++)
        {
            rig.Clock.Advance(TimeSpan.FromSeconds(6));
            rig.GitHub.App.WebhookUrl = number < 480 ? rig.GitHub.App.WebhookUrl : null;
            comments.Add((await rig.CommentAsync($"@taskrelay scribe number {number}")).Comment.Id);
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(480, rig.GitHub.Deliveries.Count(delivery => delivery.StatusCode == 502));
        await rig.StartRelayAsync();
        await rig.MoveUntilAsync("500 tasks", async () => await rig.TasksAsync() >= 500, Recovery);

        // Another round finds nothing more to do.
        await rig.MoveForAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(15));
        var made = await rig.Relay.ReadAsync(db => db.Tasks.Select(task => task.CommentId!.Value).ToListAsync());
        Assert.Equal(comments.Order(), made.Order());
        var again = rig.GitHub.Deliveries.Where(delivery => delivery.Redelivery).ToList();
        Assert.Equal(480, again.Count);
        Assert.Equal(480, again.Select(delivery => delivery.Guid).Distinct().Count());
        Assert.Equal(20, await rig.Relay.ReadAsync(db => db.Deliveries.CountAsync(row => row.Source == DeliverySource.Poll)));
    }

    [Fact]
    public async Task What_was_stored_is_not_asked_for_again_though_its_answer_was_lost()
    {
        await using var rig = await IngestRig.StartAsync();
        var comment = await rig.CommentAsync("@taskrelay scribe");
        Assert.Equal(202, comment.Delivery!.StatusCode);

        // The same webhook comes to GitHub's list as failed: sent to where nobody listens, long after it was stored.
        var address = rig.GitHub.App.WebhookUrl;
        rig.GitHub.App.WebhookUrl = new Uri("http://127.0.0.1:9/");
        await rig.GitHub.Redeliver(comment.Delivery)!.Completion;
        var lost = await rig.CommentAsync("@taskrelay scribe");
        rig.GitHub.App.WebhookUrl = address;

        await rig.MoveUntilAsync("the lost one's task", async () => await rig.TasksAsync() == 2, Recovery);
        await rig.MoveForAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(15));
        Assert.Equal([lost.Delivery!.Guid], Asked(rig, comment.Delivery.Id));
    }

    [Fact]
    public async Task A_webhook_that_is_refused_each_time_is_asked_for_a_few_times_with_growing_pauses()
    {
        await using var rig = await IngestRig.StartAsync(more: new Dictionary<string, string?> { ["GitHub:WebhookSecret"] = "not the App's" });
        var issue = rig.GitHub.State.OpenIssue(IngestRig.Repository, "Nobody can read this", "", "writer");
        await rig.GitHub.Deliveries.Single(delivery => delivery.Event == "issues").Completion;
        await rig.MoveAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
        for (var round = 0; round < 70; round++)
        {
            // Each round lists; one that asks rests for a moment before it ends.
            await rig.MoveAsync(TimeSpan.FromSeconds(1));
            await rig.MoveAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(5));
        }

        var tries = rig.GitHub.Deliveries.Where(delivery => delivery.Event == "issues").ToList();
        Assert.All(tries, delivery => Assert.Equal(401, delivery.StatusCode));
        Assert.Equal(6, tries.Count);
        var pauses = tries.Zip(tries.Skip(1), (one, next) => next.DeliveredAt - one.DeliveredAt).Skip(1).ToList();
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.True(pair.Second >= pair.First, string.Join(", ", pauses)));
        Assert.True(pauses[^1] > pauses[0] * 8, string.Join(", ", pauses));
        Assert.True(issue.Number > 0);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_and_then_the_rest_is_asked_for()
    {
        await using var rig = await IngestRig.StartAsync();
        var address = rig.GitHub.App.WebhookUrl;
        rig.GitHub.App.WebhookUrl = new Uri("http://127.0.0.1:9/");
        for (var number = 0; number < 4; number++)
        {
            await rig.CommentAsync("@taskrelay scribe");
        }

        rig.GitHub.App.WebhookUrl = address;
        var until = rig.Clock.GetUtcNow().AddMinutes(9);
        rig.GitHub.Faults.Add(new Fault
        {
            PathPattern = Attempts,
            LetPass = 2,
            Status = 403,
            Headers = new Dictionary<string, string> { ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Reset"] = $"{until.ToUnixTimeSeconds()}" },
        });
        await rig.MoveUntilAsync("all tasks", async () => await rig.TasksAsync() == 4, TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(5));
        var asked = rig.GitHub.Ledger.Entries.Where(entry => entry.Path.EndsWith("/attempts", StringComparison.Ordinal)).ToList();
        Assert.Equal([202, 202, 403, 202, 202], asked.Select(entry => entry.Status));
        Assert.True(asked[3].At >= until, $"{asked[3].At} is before {until}");
    }

    [Fact]
    public async Task A_comment_that_the_App_has_reacted_to_is_not_taken_again_by_a_store_that_forgot_it()
    {
        await using var rig = await IngestRig.StartAsync();
        var address = rig.GitHub.App.WebhookUrl;
        rig.GitHub.App.WebhookUrl = null;
        var taken = await rig.CommentAsync("@taskrelay scribe taken");
        var missed = await rig.CommentAsync("@taskrelay scribe missed");
        rig.GitHub.State.ReactAsApp(taken.Comment, "eyes");
        rig.GitHub.App.WebhookUrl = address;
        await rig.MoveUntilAsync("the missed one", async () => await rig.TasksAsync() > 0, Recovery, TimeSpan.FromSeconds(10));
        await rig.MoveForAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(15));
        Assert.Equal([missed.Comment.Id], await rig.Relay.ReadAsync(db => db.Tasks.Select(task => task.CommentId!.Value).ToListAsync()));
    }

    private static IEnumerable<string> Asked(IngestRig rig, long except) =>
        rig.GitHub.Deliveries.Where(delivery => delivery.Redelivery && delivery.StatusCode != 502 && delivery.Id != except).Select(delivery => delivery.Guid);
}
