using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>A comment becomes a pull request on PostgreSQL, across two processes of which one is killed on the way.</summary>
public sealed class WholeLineTests
{
    [Fact]
    public async Task A_comment_to_one_instance_becomes_a_pull_request_by_the_other_though_the_first_is_killed()
    {
        var store = (await TestStore.Postgres.NewAsync()).ToDictionary(pair => pair.Key, pair => pair.Value!);

        // The first takes webhooks and starts nothing.
        await using var world = await World.StartAsync(new Dictionary<string, string>(store) { ["Instance:Name"] = "first", ["Queue:MaxRunning"] = "0" });
        await using var second = await world.StartAnotherAsync(new Dictionary<string, string> { ["Instance:Name"] = "second", ["Queue:MaxRunning"] = "2" });
        var issue = world.NewScript("wait-for GO\nappend NOTES.md <<END\na line\nEND");
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");

        // GitHub gives a webhook ten seconds, and a machine under load may need more for its first: then it is sent again.
        for (var delivery = await comment.Delivery!.Completion; delivery.StatusCode is not (200 or 202);)
        {
            delivery = await world.GitHub.Redeliver(delivery)!.Completion;
        }

        var running = await world.WaitForTaskAsync(comment, task => task.Status == RelayTaskStatus.Running && task.ProgressPhase == "running_agent");
        await world.Relay.KillAsync();
        await world.LetGoAsync(running);
        var ended = await world.WaitForEndAsync(comment);
        Assert.True(ended is { Status: RelayTaskStatus.Succeeded, Attempt: 1, PullRequestUrl: not null }, $"{ended.Status} {ended.Attempt} {ended.ErrorMessage}\n{second.Output}");
        await world.WaitAsync(
            "the status comment",
            () => Task.FromResult(world.StatusComments(ended)),
            comments => comments.Count == 1 && comments[0].Body.Contains(ended.PullRequestUrl!, StringComparison.Ordinal));
        Assert.Single(world.GitHub.State.Reactions(world.GitHub.State.FindComment(comment.Comment.Id)!), reaction => reaction.Content == "eyes");
        foreach (var relay in new[] { world.Relay, second })
        {
            Assert.DoesNotContain(PostgresServer.Password, relay.Output, StringComparison.Ordinal);
        }
    }
}
