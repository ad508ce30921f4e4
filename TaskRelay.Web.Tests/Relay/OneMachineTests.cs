using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>The whole line on one machine, as people see it on GitHub.</summary>
public sealed class OneMachineTests
{
    [Fact]
    public async Task A_comment_becomes_a_pull_request_and_the_issue_tells_it()
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(1, "@taskrelay scribe please fix this");
        var task = await world.WaitForEndAsync(comment);

        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
        var pull = Assert.Single(world.GitHub.State.PullRequests(World.Repository));
        Assert.Equal(task.PullRequestNumber, pull.Number);
        await world.WaitAsync(
            "the last edit of the status comment",
            () => Task.FromResult(world.StatusComments(task)),
            comments => comments is [{ } only] && only.Body.Contains($"/pull/{pull.Number}", StringComparison.Ordinal));
        await world.WaitAsync(
            "eyes and rocket",
            () => Task.FromResult(world.GitHub.State.Reactions(comment.Comment).Select(reaction => reaction.Content).Order().ToList()),
            reactions => reactions.SequenceEqual(["eyes", "rocket"]));
    }

    [Fact]
    public async Task Two_commands_on_one_issue_within_a_second_give_two_branches_and_two_pull_requests()
    {
        await using var world = await World.StartAsync();
        var issue = world.NewScript("append NOTES.md <<END\none line\nEND");
        var first = await world.CommentAsync(issue, "@taskrelay scribe");
        var second = await world.CommentAsync(issue, "@taskrelay scribe once more");
        var ended = new[] { await world.WaitForEndAsync(first), await world.WaitForEndAsync(second) };
        Assert.All(ended, task => Assert.Equal(RelayTaskStatus.Succeeded, task.Status));
        Assert.Equal(2, ended.Select(task => task.Branch).Distinct().Count());
        Assert.Equal(2, ended.Select(task => task.PullRequestNumber).Distinct().Count());

        // One at a time: the second started after the first had ended.
        Assert.True(ended[1].StartedAt >= ended[0].CompletedAt);
    }

    [Theory]
    [InlineData("reader")]
    [InlineData("stranger")]
    public async Task Somebody_without_write_permission_is_rejected_and_nothing_is_spent(string login)
    {
        await using var world = await World.StartAsync();
        var task = await world.WaitForEndAsync(await world.CommentAsync(1, "@taskrelay scribe please", login));
        Assert.Equal((RelayTaskStatus.Rejected, "actor_not_permitted"), (task.Status, task.ErrorCode));
        Assert.Null(task.StartedAt);
        Assert.Empty(world.GitHub.State.PullRequests(World.Repository));
    }

    [Fact]
    public async Task A_task_without_a_change_succeeds_and_says_so()
    {
        await using var world = await World.StartAsync();
        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript("nothing"), "@taskrelay scribe"));
        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
        Assert.Null(task.PullRequestUrl);
        Assert.False(string.IsNullOrWhiteSpace(task.Summary));
    }
}
