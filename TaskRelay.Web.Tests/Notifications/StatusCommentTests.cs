using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Notifications;

public sealed class StatusCommentTests
{
    private const string Post = "/issues/1/comments$";

    [Fact]
    public async Task A_command_gets_eyes_first_and_then_one_comment_that_is_edited_up_to_its_end()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.AskAsync();
        await rig.AdmitAsync(task);
        await rig.SettleAsync();
        var first = Assert.Single(rig.Own);
        Assert.Contains("Queued", first.Body, StringComparison.Ordinal);

        await rig.MoveAsync(task, RelayTaskStatus.Queued, RelayTaskStatus.Running);
        await rig.SettleAsync();
        Assert.Contains("Running", Assert.Single(rig.Own).Body, StringComparison.Ordinal);

        await rig.ChangeAsync(task, row => (row.PullRequestNumber, row.PullRequestUrl) = (7, "https://github.com/octo/hello/pull/7"));
        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await rig.SettleAsync();

        var last = Assert.Single(rig.Own);
        Assert.Equal(first.Id, last.Id);
        Assert.StartsWith($"<!-- taskrelay:status:{task.Id} -->\n", last.Body, StringComparison.Ordinal);
        Assert.Contains("[pull request #7](https://github.com/octo/hello/pull/7)", last.Body, StringComparison.Ordinal);
        Assert.Contains($"https://relay.example/tasks/{task.Id}", last.Body, StringComparison.Ordinal);
        Assert.Equal(["eyes", "rocket"], rig.ReactionsTo(task));
        var writes = rig.GitHub.Ledger.Entries.Where(entry => entry.Method == "POST" && !entry.Path.EndsWith("access_tokens", StringComparison.Ordinal));
        Assert.EndsWith("/reactions", writes.First().Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(502)]
    public async Task A_lost_answer_leaves_exactly_one_comment(int? status)
    {
        await using var rig = await NotificationRig.StartAsync();
        var lost = rig.GitHub.Faults.Add(Fault.LostAnswer("POST", Post, status));

        await rig.RunAsync();
        await rig.SettleAsync();

        Assert.Equal(1, lost.Hits);
        Assert.Single(rig.Own);
        Assert.Single(rig.TimesOf("POST", "/issues/1/comments"));
    }

    [Fact]
    public async Task A_lost_answer_and_then_a_list_that_is_behind_leave_exactly_one_comment()
    {
        await using var rig = await NotificationRig.StartAsync();
        rig.GitHub.Faults.Add(Fault.LostAnswer("POST", Post));
        var behind = rig.GitHub.Faults.Add(new Fault { Method = "GET", PathPattern = Post, EmptyList = true });

        await rig.RunAsync();
        await rig.SettleAsync();

        Assert.Equal(1, behind.Hits);
        Assert.Single(rig.Own);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(503, 3)]
    public async Task A_broken_server_is_asked_again(int status, int times)
    {
        await using var rig = await NotificationRig.StartAsync();
        rig.GitHub.Faults.Add(Fault.ServerError(Post, status, times));

        var task = await rig.RunAsync();
        await rig.SettleAsync();

        Assert.Single(rig.Own);
        Assert.Null((await rig.StatusRowAsync(task))!.LastError);
    }

    [Fact]
    public async Task A_process_killed_between_the_post_and_its_mark_finds_its_comment_again()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.SettleAsync();

        // What the store holds after such a kill: the intent, and nothing of the post.
        await rig.ExecuteAsync("UPDATE outbox SET sent = 0, remote_id = NULL, tries = 1, sent_at = NULL WHERE key = @p0", $"status:{task.Id}");
        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        await rig.SettleAsync();

        Assert.Contains("Stopping", Assert.Single(rig.Own).Body, StringComparison.Ordinal);
        Assert.Equal(rig.Own[0].Id, (await rig.StatusRowAsync(task))!.RemoteId);
    }

    [Fact]
    public async Task The_intent_is_in_the_store_before_the_comment_is_posted()
    {
        await using var rig = await NotificationRig.StartAsync();
        var tries = -1;
        RelayTask? task = null;
        rig.GitHub.Faults.Add(new Fault { Method = "POST", PathPattern = Post, OnHit = async () => tries = (await rig.StatusRowAsync(task!))!.Tries });

        task = await rig.AskAsync();
        await rig.AdmitAsync(task);
        await rig.SettleAsync();

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_marker_that_somebody_forged_is_not_adopted()
    {
        await using var rig = await NotificationRig.StartAsync();
        rig.GitHub.Faults.Add(Fault.ServerError(Post));
        var task = await rig.AskAsync();
        var forged = (await rig.GitHub.State.CommentAsync(NotificationRig.Repository, 1, "stranger", $"<!-- taskrelay:status:{task.Id} -->\nmine")).Comment;

        await rig.AdmitAsync(task);
        await rig.SettleAsync();

        Assert.Single(rig.Own);
        Assert.EndsWith("mine", rig.GitHub.State.FindComment(forged.Id)!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_that_somebody_deleted_is_written_anew()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.SettleAsync();
        var state = rig.GitHub.State;
        state.DeleteComment(state.Repository(NotificationRig.Repository), Assert.Single(rig.Own), state.User("maintainer"));

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        await rig.SettleAsync();
        await rig.MoveAsync(task, RelayTaskStatus.Stopping, RelayTaskStatus.Stopped);
        await rig.SettleAsync();

        Assert.Single(rig.Own, comment => comment.Body.Contains("taskrelay:status", StringComparison.Ordinal) && comment.Body.Contains("Stopped", StringComparison.Ordinal));
        Assert.Equal(2, rig.Own.Count);
    }

    [Fact]
    public async Task A_running_task_edits_at_most_every_three_seconds_and_its_end_is_told_at_once()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.SettleAsync();
        var began = rig.Clock.GetUtcNow();
        for (var round = 0; round < 20; round++)
        {
            await rig.ChangeAsync(task, row => (row.ProgressPhase, row.ProgressMessage) = ("running_agent", $"step {round}"));
            rig.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        await rig.SettleAsync();
        var edits = rig.TimesOf("PATCH", "/issues/comments/");
        Assert.InRange(edits.Count, 1, 1 + (int)((rig.Clock.GetUtcNow() - began) / OutboxRows.EditSpacing));
        Assert.Contains("step 19", Assert.Single(rig.Own).Body, StringComparison.Ordinal);

        await rig.ChangeAsync(task, row => row.ProgressMessage = "step 20");
        var ended = rig.Clock.GetUtcNow();
        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await rig.UntilAsync(() => Task.FromResult(rig.Own[0].Body.Contains("Done", StringComparison.Ordinal)), TimeSpan.FromMilliseconds(1));
        Assert.True(rig.TimesOf("PATCH", "/issues/comments/")[^1] - ended < TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_change_while_an_edit_is_under_way_leads_to_another_edit()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.RunAsync();
        await rig.SettleAsync();
        rig.GitHub.Faults.Add(new Fault
        {
            Method = "PATCH",
            PathPattern = "/issues/comments/",
            OnHit = () => rig.MoveAsync(task, RelayTaskStatus.Stopping, RelayTaskStatus.Stopped),
        });

        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        await rig.SettleAsync();

        Assert.Contains("Stopped", rig.Own[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_admission_nothing_is_said_but_eyes_until_that_takes_long()
    {
        await using var rig = await NotificationRig.StartAsync();
        var task = await rig.AskAsync();

        await rig.UntilAsync(() => Task.FromResult(rig.ReactionsTo(task).Contains("eyes")), TimeSpan.FromMilliseconds(1));
        Assert.Empty(rig.Own);
        var asked = rig.Clock.GetUtcNow();
        await rig.SettleAsync();

        Assert.True(Assert.Single(rig.Own).CreatedAt >= asked.AddSeconds(9));
    }
}
