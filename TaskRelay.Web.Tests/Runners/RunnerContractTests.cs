using TaskRelay.Simulator.State;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Runners;

/// <summary>
/// What every runner must do, tried from a comment to a pull request with real processes. A new runner derives from this
/// class, and says how its workers are seen and killed from outside.
/// </summary>
public abstract class RunnerContractTests
{
    private const string Change = "append NOTES.md <<END\na line\nEND";

    [Fact]
    public async Task A_launched_worker_brings_a_pull_request_and_is_gone_afterwards()
    {
        await using var world = await StartAsync();
        var task = await ExpectOnePullRequestAsync(world, await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"), attempt: 1);
        Assert.Equal(Name, task.Runner);
        await ExpectNothingLeftAsync(world, task, 1);
    }

    [Fact]
    public async Task A_stopped_task_has_no_process_left()
    {
        await using var world = await StartAsync();
        var comment = await world.CommentAsync(world.NewScript("wait-for GO"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        Assert.NotEmpty(Seen(world, running, 1));
        await world.CommentAsync(running.IssueNumber, "@taskrelay stop", "maintainer");
        Assert.Equal(RelayTaskStatus.Stopped, (await world.WaitForEndAsync(comment)).Status);
        await ExpectNothingLeftAsync(world, running, 1);
    }

    [Fact]
    public async Task A_worker_that_dies_is_replaced_by_one_that_finishes()
    {
        await using var world = await StartAsync();
        var comment = await world.CommentAsync(world.NewScript($"wait-for GO\n{Change}"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        Kill(world, await AttemptAsync(world, running));
        var second = await world.WaitForTaskAsync(comment, task => task is { Attempt: 2, ProgressPhase: "running_agent" });
        await world.LetGoAsync(second);
        await ExpectOnePullRequestAsync(world, comment, attempt: 2);
    }

    [Fact]
    public async Task A_worker_is_adopted_by_the_next_server()
    {
        await using var world = await StartAsync();
        var comment = await world.CommentAsync(world.NewScript($"wait-for GO\n{Change}"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        await world.Relay.KillAsync();
        Assert.NotEmpty(Seen(world, running, 1));
        await world.StartRelayAsync();
        await world.LetGoAsync(running);
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Fact]
    public async Task A_worker_whose_handle_was_never_saved_is_found_by_its_marks()
    {
        await using var world = await StartAsync();
        var issue = world.NewScript($"wait-for GO\n{Change}");
        await world.Relay.KillAsync();
        await world.StartRelayAsync(new Dictionary<string, string> { ["TASKRELAY_SERVER_CRASH_POINT"] = "after_launch_before_handle" });
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.Relay.WaitForDeathAsync();

        await world.StartRelayAsync();
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        await world.WaitAsync("the handle", () => AttemptAsync(world, running), attempt => attempt.Handle is not null);
        await world.LetGoAsync(running);
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Fact]
    public async Task A_report_that_finds_no_server_is_kept_until_there_is_one()
    {
        await using var world = await StartAsync();
        var comment = await world.CommentAsync(world.NewScript($"wait-for GO\n{Change}"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        await world.Relay.KillAsync();
        await world.LetGoAsync(running);
        await world.WaitAsync("the pull request", () => Task.FromResult(world.GitHub.State.PullRequests(World.Repository).Count), count => count == 1);
        await world.WaitAsync(
            "a report in vain", () => Task.FromResult(Output(world, running)), said => said.Contains("was not taken", StringComparison.Ordinal));
        await world.StartRelayAsync();
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    /// <summary>The runner's name in the configuration.</summary>
    protected abstract string Name { get; }

    /// <summary>A world whose tasks run there.</summary>
    protected abstract Task<World> StartAsync();

    /// <summary>Processes of an attempt's worker, its agent's too where they can be told.</summary>
    protected abstract IReadOnlyList<int> Seen(World world, RelayTask task, int attempt);

    /// <summary>Ends the attempt's worker as a crash would.</summary>
    protected abstract void Kill(World world, TaskAttempt attempt);

    /// <summary>What the attempt's worker has written on its own streams.</summary>
    protected abstract string Output(World world, RelayTask task);

    private static Task<TaskAttempt> AttemptAsync(World world, RelayTask task) =>
        world.ReadAsync(context => Task.FromResult(context.Attempts.Single(row => row.TaskId == task.Id && row.Number == task.Attempt)));

    private Task ExpectNothingLeftAsync(World world, RelayTask task, int attempt) =>
        world.WaitAsync("the end of every process", () => Task.FromResult(Seen(world, task, attempt)), left => left.Count == 0);

    private static async Task<RelayTask> ExpectOnePullRequestAsync(World world, PostedComment comment, int attempt)
    {
        var task = await world.WaitForTaskAsync(comment, row => row.Status == RelayTaskStatus.Succeeded);
        Assert.Equal(attempt, task.Attempt);
        Assert.Single(world.GitHub.State.PullRequests(World.Repository));
        return task;
    }
}
