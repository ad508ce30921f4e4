using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>GitHub answers badly, late or not at all, and the task still ends right.</summary>
public sealed class GitHubTroubleTests
{
    private const string Change = "append NOTES.md <<END\na line\nEND";

    [Fact]
    public async Task A_permission_that_cannot_be_asked_makes_the_task_wait_and_nothing_runs_without_an_answer()
    {
        await using var world = await World.StartAsync();
        var fault = world.GitHub.Faults.Add(Fault.ServerError("/collaborators/", times: 2));
        var comment = await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe");
        await fault.Hit;
        var waiting = await world.WaitForTaskAsync(comment, task => task.AdmissionTries > 0);
        Assert.Contains("GitHub", waiting.WaitReason, StringComparison.Ordinal);
        Assert.Equal(RelayTaskStatus.Succeeded, (await world.WaitForEndAsync(comment)).Status);
        Assert.Equal(2, fault.Hits);
    }

    [Fact]
    public async Task A_pull_request_whose_answer_was_lost_is_opened_once()
    {
        await using var world = await World.StartAsync();
        world.GitHub.Faults.Add(Fault.LostAnswer("POST", "/pulls$"));
        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"));
        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
        Assert.Equal(task.PullRequestNumber, Assert.Single(world.GitHub.State.PullRequests(World.Repository)).Number);
    }

    [Fact]
    public async Task A_status_comment_whose_answer_was_lost_is_found_again()
    {
        await using var world = await World.StartAsync();
        world.GitHub.Faults.Add(Fault.LostAnswer("POST", "/issues/\\d+/comments$"));
        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"));
        await world.WaitAsync(
            "the end in the comment",
            () => Task.FromResult(world.StatusComments(task)),
            comments => comments.Any(comment => comment.Body.Contains($"/pull/{task.PullRequestNumber}", StringComparison.Ordinal)));
        Assert.Single(world.StatusComments(task));
    }

    [Fact]
    public async Task A_500_on_the_pull_request_is_tried_again()
    {
        await using var world = await World.StartAsync();
        var fault = world.GitHub.Faults.Add(Fault.ServerError("/pulls$"));
        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"));
        Assert.Equal((RelayTaskStatus.Succeeded, 1), (task.Status, fault.Hits));
        Assert.Single(world.GitHub.State.PullRequests(World.Repository));
    }

    [Fact]
    public async Task A_secondary_limit_on_comments_holds_up_neither_the_task_nor_the_inbox()
    {
        await using var world = await World.StartAsync();
        var fault = world.GitHub.Faults.Add(Fault.SecondaryRateLimit("/issues/\\d+/comments$", TimeSpan.FromSeconds(3)));
        var comment = await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe");
        Assert.Equal(202, (await comment.Delivery!.Completion).StatusCode);
        await fault.Hit;
        var task = await world.WaitForEndAsync(comment);
        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
        await world.WaitAsync(
            "one status comment after the limit", () => Task.FromResult(world.StatusComments(task).Count), count => count == 1);
    }

    [Fact]
    public async Task A_push_that_hits_a_500_is_tried_again()
    {
        await using var world = await World.StartAsync();
        world.GitHub.Faults.Add(Fault.ServerError("git-receive-pack"));
        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"));
        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
    }

    [Fact]
    public async Task A_repository_without_the_App_is_rejected_with_what_to_do()
    {
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["Admission:Accounts"] = "*" });
        world.GitHub.State.RemoveFromInstallation(World.Repository);
        using var http = new HttpClient { BaseAddress = world.Relay.Address };
        var payload = SignedWebhook.Comment("@taskrelay scribe", 99);
        var webhook = new SignedWebhook { Body = System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()), Secret = world.GitHub.App.WebhookSecret };
        using var answer = await http.SendAsync(webhook.ToRequest());
        Assert.Equal(202, (int)answer.StatusCode);
        var task = await world.WaitAsync(
            "the rejection", () => world.ReadAsync(context => Task.FromResult(context.Tasks.Single())), row => row.Status == RelayTaskStatus.Rejected);
        Assert.Equal("repository_not_installed", task.ErrorCode);
    }
}
