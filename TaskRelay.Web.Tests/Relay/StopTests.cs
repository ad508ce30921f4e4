using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>Stop and time-out end the compute, whatever the worker is doing.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_stop_while_the_agent_runs_ends_everything_that_it_started()
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(world.NewScript("escape 300\nhang"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        Assert.NotEmpty(Processes.WithEnvironment($"/{running.Id:N}/1"));
        await ExpectStoppedAsync(world, comment);
    }

    [Fact]
    public async Task A_stop_while_the_repository_is_cloned_ends_the_clone()
    {
        await using var world = await World.StartAsync();
        var clone = world.GitHub.Faults.Add(new Fault { PathPattern = "git-upload-pack$", HangUntilCancelled = true });
        var comment = await world.CommentAsync(world.NewScript("say hi"), "@taskrelay scribe");
        await clone.Hit;
        await ExpectStoppedAsync(world, comment);
    }

    [Fact]
    public async Task A_stop_while_the_branch_is_pushed_wins_over_the_completion()
    {
        await using var world = await World.StartAsync();
        var push = world.GitHub.Faults.Add(new Fault { PathPattern = "git-receive-pack$", Method = "POST", HangUntilCancelled = true });
        var comment = await world.CommentAsync(world.NewScript("append NOTES.md <<END\na line\nEND"), "@taskrelay scribe");
        await push.Hit;
        await ExpectStoppedAsync(world, comment);
        Assert.Empty(world.GitHub.State.PullRequests(World.Repository));
    }

    [Fact]
    public async Task A_stop_of_a_waiting_task_is_at_once()
    {
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["Queue:MaxRunning"] = "0" });
        var comment = await world.CommentAsync(1, "@taskrelay scribe");
        await world.WaitForTaskAsync(comment, task => task.AdmittedAt is not null);
        await world.CommentAsync(1, "@taskrelay stop", "maintainer");
        var task = await world.WaitForEndAsync(comment);
        Assert.Equal(RelayTaskStatus.Stopped, task.Status);
        Assert.Null(task.StartedAt);
    }

    [Fact]
    public async Task A_stop_by_somebody_without_write_permission_stops_nothing()
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(world.NewScript("wait-for GO"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        var stop = await world.CommentAsync(running.IssueNumber, "@taskrelay stop", "reader");
        await world.WaitAsync(
            "a confused reaction",
            () => Task.FromResult(world.GitHub.State.Reactions(stop.Comment)),
            reactions => reactions.Any(reaction => reaction.Content == "confused"));
        await world.LetGoAsync(running);
        Assert.Equal(RelayTaskStatus.Succeeded, (await world.WaitForEndAsync(comment)).Status);
    }

    [Fact]
    public async Task A_time_out_saves_the_work_so_far_on_the_branch()
    {
        // The time counts from the launch: on a busy machine it takes some seconds until the agent has written anything.
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["Tasks:TimeoutSeconds"] = "12" });
        var comment = await world.CommentAsync(world.NewScript("write NOTES.md <<END\nhalf done\nEND\nescape 300\nsleep 300"), "@taskrelay scribe");
        var task = await world.WaitForEndAsync(comment);
        Assert.Equal((RelayTaskStatus.TimedOut, "timed_out"), (task.Status, task.ErrorCode));
        Assert.Equal("half done\n", world.GitHub.State.ReadFile(World.Repository, task.Branch, "NOTES.md"));
        await world.WaitAsync(
            "the end of every process", () => Task.FromResult(Processes.WithEnvironment($"/{task.Id:N}/1")), left => left.Count == 0);
    }

    [Fact]
    public async Task A_retry_goes_on_from_the_branch_that_a_time_out_left()
    {
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["Tasks:TimeoutSeconds"] = "4" });
        var issue = world.NewScript("append NOTES.md <<END\nonce more\nEND\nrun test -f second || { touch second; sleep 300; }");
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.WaitForTaskAsync(comment, task => task.Status == RelayTaskStatus.TimedOut);
        await world.CommentAsync(issue, "@taskrelay retry");
        var task = await world.WaitForTaskAsync(comment, task => task is { Attempt: 2, Status: RelayTaskStatus.Succeeded });
        Assert.Equal("once more\nonce more\n", world.GitHub.State.ReadFile(World.Repository, task.Branch, "NOTES.md"));
        Assert.Single(world.GitHub.State.PullRequests(World.Repository));
    }

    private static async Task ExpectStoppedAsync(World world, PostedComment comment)
    {
        var running = await world.WaitForTaskAsync(comment, task => task.Status == RelayTaskStatus.Running);
        await world.CommentAsync(running.IssueNumber, "@taskrelay stop", "maintainer");
        var task = await world.WaitForEndAsync(comment);
        Assert.Equal(RelayTaskStatus.Stopped, task.Status);
        await world.WaitAsync(
            "the end of every process", () => Task.FromResult(Processes.WithEnvironment($"/{task.Id:N}/1")), left => left.Count == 0);
        await world.WaitAsync(
            "the end on the issue",
            () => Task.FromResult(world.StatusComments(task)),
            comments => comments is [{ } only] && only.Body.Contains("topped", StringComparison.Ordinal));
    }
}
