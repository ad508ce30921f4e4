using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Ingest;

/// <summary>A relay that GitHub can't call reads comments instead.</summary>
public sealed class PollingTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_webhooks_a_comment_becomes_a_task_and_its_delivery_says_that_it_was_read()
    {
        await using var rig = await IngestRig.StartAsync("poll", new Dictionary<string, string?> { ["GitHub:WebhookSecret"] = null });
        await rig.CommentAsync("words for people");
        var comment = await rig.CommentAsync("@taskrelay scribe please");
        await rig.MoveUntilAsync("the task", async () => await rig.TasksAsync() == 1, Soon, Step);

        var task = await rig.Relay.ReadAsync(db => db.Tasks.SingleAsync());
        Assert.Equal((comment.Comment.Id, "please", rig.RepositoryId), (task.CommentId, task.Instructions, task.RepositoryId));
        Assert.Equal(rig.GitHub.State.FindIssue(IngestRig.Repository, 1)!.Title, task.IssueTitle);

        using var maintainer = await rig.SignInAsync("maintainer");
        var deliveries = (await maintainer.GetJsonAsync("/api/deliveries")).GetProperty("items").EnumerateArray().ToList();
        Assert.All(deliveries, delivery => Assert.Equal("poll", delivery.GetProperty("source").GetString()));
        Assert.Equal(["accepted", "ignored"], deliveries.Select(delivery => delivery.GetProperty("outcome").GetString()).Order());
        var taken = deliveries.Single(delivery => delivery.GetProperty("outcome").GetString() == "accepted");
        var detail = await maintainer.GetJsonAsync($"/api/deliveries/{taken.GetProperty("id").GetGuid()}");
        Assert.Contains(detail.GetProperty("rules").EnumerateArray(), rule => rule.GetProperty("rule").GetString() == "read_from_github");
        Assert.Equal("@taskrelay scribe please", detail.GetProperty("payload").GetProperty("comment").GetProperty("body").GetString());

        var check = await maintainer.GetJsonAsync("/api/startup/check");
        Assert.Equal("pass", Check(check, "webhook_secret"));
        Assert.Equal("pass", Check(check, "github_webhook"));
    }

    [Fact]
    public async Task A_comment_that_comes_by_webhook_and_by_poll_makes_one_task()
    {
        await using var rig = await IngestRig.StartAsync("both");
        var comments = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => rig.CommentAsync($"@taskrelay scribe {number}")));
        await rig.MoveForAsync(TimeSpan.FromMinutes(2), Step);
        Assert.All(comments, comment => Assert.InRange(comment.Delivery!.StatusCode, 200, 202));
        Assert.Equal(20, await rig.TasksAsync());

        // And the other way round: read first, delivered later.
        var address = rig.GitHub.App.WebhookUrl;
        rig.GitHub.App.WebhookUrl = new Uri("http://127.0.0.1:9/");
        var late = await rig.CommentAsync("@taskrelay scribe late");
        await rig.MoveUntilAsync("the read one", async () => await rig.TasksAsync() == 21, Soon, Step);
        rig.GitHub.App.WebhookUrl = address;
        var again = await rig.GitHub.Redeliver(late.Delivery!)!.Completion;
        Assert.Equal("duplicate", JsonDocument.Parse(again.ResponseBody).RootElement.GetProperty("outcome").GetString());
        Assert.Equal(21, await rig.TasksAsync());
    }

    [Fact]
    public async Task As_long_as_nobody_writes_GitHub_answers_not_modified()
    {
        await using var rig = await IngestRig.StartAsync("poll");
        await rig.CommentAsync("@taskrelay scribe");
        await rig.MoveUntilAsync("the task", async () => await rig.TasksAsync() == 1, Soon, Step);
        await rig.MoveForAsync(TimeSpan.FromMinutes(3), Step);
        rig.GitHub.Ledger.Clear();
        await rig.MoveForAsync(TimeSpan.FromMinutes(2), Step);
        var looks = Looks(rig);
        Assert.InRange(looks.Count, 2, 7);
        Assert.All(looks, look => Assert.Equal(304, look.Status));
    }

    [Fact]
    public async Task GitHubs_own_interval_and_limit_are_kept()
    {
        await using var rig = await IngestRig.StartAsync("poll");
        await rig.MoveForAsync(TimeSpan.FromSeconds(30), Step);
        var interval = rig.GitHub.Faults.Add(new Fault
        {
            PathPattern = "^/repos/octo/hello/issues/comments$",
            Headers = new Dictionary<string, string> { ["X-Poll-Interval"] = "120" },
        });
        await rig.MoveUntilAsync("a look", () => Task.FromResult(interval.Hits > 0), Soon, Step);
        rig.GitHub.Ledger.Clear();
        await rig.MoveForAsync(TimeSpan.FromSeconds(80), Step);
        Assert.Empty(Looks(rig));
        await rig.MoveUntilAsync("the next look", () => Task.FromResult(Looks(rig).Count > 0), TimeSpan.FromMinutes(2), Step);

        var until = rig.Clock.GetUtcNow().AddMinutes(5);
        var limit = rig.GitHub.Faults.Add(Fault.PrimaryRateLimit("^/repos/octo/hello/issues/comments$", until));
        await rig.MoveUntilAsync("the limit", () => Task.FromResult(limit.Hits > 0), Soon, Step);
        rig.GitHub.Ledger.Clear();
        await rig.CommentAsync("@taskrelay scribe");
        await rig.MoveUntilAsync("the task", async () => await rig.TasksAsync() == 1, TimeSpan.FromMinutes(12), Step);
        Assert.All(Looks(rig), look => Assert.True(look.At >= until, $"{look.At} is before {until}"));
    }

    [Fact]
    public async Task A_comment_that_was_edited_before_it_was_read_starts_nothing_and_is_answered()
    {
        await using var rig = await IngestRig.StartAsync("poll");
        await rig.MoveForAsync(TimeSpan.FromSeconds(30), Step);
        var comment = await rig.CommentAsync("words of a writer");
        rig.Clock.Advance(TimeSpan.FromSeconds(2));
        rig.GitHub.State.EditComment(IngestRig.Repository, comment.Comment, "@taskrelay scribe", "maintainer");
        await rig.MoveUntilAsync(
            "the reply",
            () => Task.FromResult(rig.GitHub.State.Comments(IngestRig.Repository, 1).Any(one => one.ByApp && one.Body.Contains("new comment", StringComparison.Ordinal))),
            Soon,
            TimeSpan.FromSeconds(2));
        Assert.Equal(0, await rig.TasksAsync());
        var delivery = await rig.Relay.ReadAsync(db => db.Deliveries.SingleAsync(row => row.CommentId == comment.Comment.Id));
        Assert.Equal((DeliveryOutcome.Rejected, "edited_before_read"), (delivery.Outcome, delivery.Reason));
    }

    private static List<LedgerEntry> Looks(IngestRig rig) =>
        [.. rig.GitHub.Ledger.Entries.Where(entry => entry.Method == "GET" && entry.Path == "/repos/octo/hello/issues/comments")];

    private static string? Check(JsonElement report, string name) => report.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("name").GetString() == name).GetProperty("status").GetString();
}
