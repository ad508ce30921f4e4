using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Tests.Notifications;

public sealed class MentionTests
{
    private static readonly TaskError Refused = new(TaskOutbox.NotPermitted, "reader may read this repository, and write permission is needed.");

    [Fact]
    public async Task An_end_without_a_pull_request_mentions_who_asked_once()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.SettleAsync();
        rig.GitHub.Faults.Add(Fault.LostAnswer("POST", "/issues/1/comments$"));

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Failed, new TaskError("agent_failed", "The agent ended with 1.", "running_agent"));
        await rig.SettleAsync();

        var mention = Assert.Single(rig.Own, comment => comment.Body.StartsWith($"<!-- taskrelay:mention:{task.Id}:1 -->\n@writer", StringComparison.Ordinal));
        Assert.Contains("The agent ended with 1.", mention.Body, StringComparison.Ordinal);
        Assert.Equal(2, rig.Own.Count);
        Assert.Equal(["eyes", "confused"], rig.ReactionsTo(task));
    }

    [Fact]
    public async Task An_end_with_a_pull_request_mentions_nobody()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.ChangeAsync(task, row => row.PullRequestUrl = "https://github.com/octo/hello/pull/7");

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await rig.SettleAsync();

        Assert.Single(rig.Own);
    }

    [Fact]
    public async Task A_push_to_the_pull_request_that_was_commented_on_mentions_nobody()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.ChangeAsync(task, row => (row.OnPullRequest, row.CommitSha) = (true, "0123456789abcdef"));

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await rig.SettleAsync();

        Assert.Contains("pushed", Assert.Single(rig.Own).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_a_retry_has_outlived_is_told_neither_by_mention_nor_by_reaction()
    {
        await using var rig = await NotificationRig.StartAsync(sending: false);
        var task = await rig.RunAsync();
        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Failed, new TaskError("worker_lost", "The worker fell silent."));
        await rig.MoveAsync(task, RelayTaskStatus.Failed, RelayTaskStatus.Queued);
        await rig.ChangeAsync(task, row => (row.Attempt, row.AdmittedAt) = (2, rig.Clock.GetUtcNow()));

        await rig.SendAsync();
        await rig.SettleAsync();

        Assert.Contains("attempt 2 of 3", Assert.Single(rig.Own).Body, StringComparison.Ordinal);
        Assert.Equal(["eyes"], rig.ReactionsTo(task));
    }

    [Fact]
    public async Task A_lack_of_permission_is_told_once_for_each_person_and_issue_and_then_by_a_reaction()
    {
        await using var rig = await NotificationRig.StartAsync();
        var first = await RefuseAsync(rig, "reader");
        var second = await RefuseAsync(rig, "reader");
        var other = await RefuseAsync(rig, "stranger");

        Assert.Equal(2, rig.Own.Count);
        Assert.Contains($"status:{first.Id}", rig.Own[0].Body, StringComparison.Ordinal);
        Assert.Contains("write permission", rig.Own[0].Body, StringComparison.Ordinal);
        Assert.Contains($"status:{other.Id}", rig.Own[1].Body, StringComparison.Ordinal);
        Assert.Equal(["eyes", "confused"], rig.ReactionsTo(second));
    }

    private static async Task<RelayTask> RefuseAsync(NotificationRig rig, string login)
    {
        var task = await rig.AskAsync(login);
        await rig.MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Rejected, Refused);
        await rig.SettleAsync();
        return task;
    }
}
