using System.Diagnostics;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>
/// The server, the worker and the agent die at the worst moments; the task still ends right, once, with one status
/// comment and one pull request.
/// </summary>
public sealed class CrashTests
{
    private const string Change = "append NOTES.md <<END\na line\nEND";

    [Theory]
    [InlineData("before_commit", "accepted")]
    [InlineData("after_commit_before_answer", "duplicate")]
    public async Task A_server_killed_around_the_commit_loses_nothing_and_doubles_nothing(string point, string redelivered)
    {
        await using var world = await World.StartAsync();
        var issue = world.NewScript(Change);
        await world.Relay.KillAsync();
        await world.StartRelayAsync(new Dictionary<string, string> { ["TASKRELAY_SERVER_CRASH_POINT"] = point });
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.Relay.WaitForDeathAsync();
        var unanswered = await comment.Delivery!.Completion;
        Assert.NotEqual(202, unanswered.StatusCode);

        await world.StartRelayAsync();
        var again = await world.GitHub.Redeliver(unanswered)!.Completion;
        Assert.Contains($"\"outcome\":\"{redelivered}\"", again.ResponseBody, StringComparison.Ordinal);
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Fact]
    public async Task A_server_killed_after_the_launch_and_before_the_handle_adopts_its_worker()
    {
        await using var world = await World.StartAsync();
        var issue = world.NewScript(Change);
        await world.Relay.KillAsync();
        await world.StartRelayAsync(new Dictionary<string, string> { ["TASKRELAY_SERVER_CRASH_POINT"] = "after_launch_before_handle" });
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.Relay.WaitForDeathAsync();

        await world.StartRelayAsync();
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Fact]
    public async Task A_server_killed_after_the_intent_and_before_the_launch_tries_again()
    {
        await using var world = await World.StartAsync();
        var issue = world.NewScript(Change);
        await world.Relay.KillAsync();
        await world.StartRelayAsync(new Dictionary<string, string> { ["TASKRELAY_SERVER_CRASH_POINT"] = "before_launch" });
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.Relay.WaitForDeathAsync();

        await world.StartRelayAsync();
        await ExpectOnePullRequestAsync(world, comment, attempt: 2);
    }

    [Theory]
    [InlineData("before_completion")]
    [InlineData("after_completion_before_answer")]
    public async Task A_server_killed_around_the_report_gets_it_again(string point)
    {
        await using var world = await World.StartAsync();
        var issue = world.NewScript(Change);
        await world.Relay.KillAsync();
        await world.StartRelayAsync(new Dictionary<string, string> { ["TASKRELAY_SERVER_CRASH_POINT"] = point });
        var comment = await world.CommentAsync(issue, "@taskrelay scribe");
        await world.Relay.WaitForDeathAsync();

        await world.StartRelayAsync();
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Theory]
    [InlineData("after_claim")]
    [InlineData("after_clone")]
    [InlineData("after_agent")]
    [InlineData("after_push")]
    [InlineData("after_pull_request")]
    public async Task A_worker_killed_at_a_point_is_replaced_by_one_that_finishes(string point)
    {
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["TASKRELAY_CRASH_POINT"] = $"{point}@1" });
        var comment = await world.CommentAsync(world.NewScript("write NOTES.md <<END\na line\nEND"), "@taskrelay scribe");
        var task = await ExpectOnePullRequestAsync(world, comment, attempt: 2);
        Assert.Equal(
            ["queued", "running", "failed", "queued", "running", "succeeded"],
            await world.ReadAsync(context => Task.FromResult(
                context.History.Where(row => row.TaskId == task.Id).OrderBy(row => row.Id).AsEnumerable().Select(row => TaskRelay.Web.Data.SnakeCase.Of(row.To)).ToList())));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_survives_a_restart_of_the_server_and_is_adopted(bool killed)
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(world.NewScript($"wait-for GO\n{Change}"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        if (killed)
        {
            await world.Relay.KillAsync();
        }
        else
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, await world.Relay.TerminateAsync());
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"It took {watch.Elapsed}.");
        }

        Assert.NotEmpty(Processes.WithEnvironment($"/{running.Id:N}/1"));
        await world.StartRelayAsync();
        await world.LetGoAsync(running);
        await ExpectOnePullRequestAsync(world, comment, attempt: 1);
    }

    [Fact]
    public async Task A_worker_killed_while_its_agent_runs_leaves_no_process_and_is_replaced()
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(world.NewScript($"escape 300\nwait-for GO\n{Change}"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        var attempt = await world.ReadAsync(context => Task.FromResult(context.Attempts.Single(row => row.TaskId == running.Id)));
        Processes.Kill(int.Parse(attempt.Handle!.Split(':')[0]));

        var second = await world.WaitForTaskAsync(comment, task => task is { Attempt: 2, ProgressPhase: "running_agent" });
        Assert.Empty(Processes.WithEnvironment($"/{running.Id:N}/1"));
        await world.LetGoAsync(second);
        await ExpectOnePullRequestAsync(world, comment, attempt: 2);
    }

    [Fact]
    public async Task An_agent_killed_from_outside_is_a_failure_of_the_agent_and_is_not_tried_again()
    {
        await using var world = await World.StartAsync();
        var comment = await world.CommentAsync(world.NewScript("wait-for GO"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(comment, task => task.ProgressPhase == "running_agent");
        var worker = await world.ReadAsync(context => Task.FromResult(context.Attempts.Single(row => row.TaskId == running.Id)));
        var pid = int.Parse(worker.Handle!.Split(':')[0]);
        var agents = await world.WaitAsync(
            "the agent's processes",
            () => Task.FromResult(Processes.WithEnvironment($"/{running.Id:N}/1").Where(other => other != pid).ToList()),
            found => found.Count > 0);
        agents.ForEach(Processes.Kill);

        var ended = await world.WaitForEndAsync(comment);
        Assert.Equal((RelayTaskStatus.Failed, "agent_failed", 1), (ended.Status, ended.ErrorCode, ended.Attempt));
    }

    [Fact]
    public async Task A_worker_that_is_lost_three_times_ends_as_worker_lost()
    {
        await using var world = await World.StartAsync(new Dictionary<string, string> { ["TASKRELAY_CRASH_POINT"] = "after_claim" });
        var ended = await world.WaitForTaskAsync(
            await world.CommentAsync(world.NewScript(Change), "@taskrelay scribe"), task => TaskMoves.IsTerminal(task.Status));
        Assert.Equal((RelayTaskStatus.Failed, "worker_lost", 3), (ended.Status, ended.ErrorCode, ended.Attempt));
    }

    private static async Task<RelayTask> ExpectOnePullRequestAsync(World world, PostedComment comment, int attempt)
    {
        var task = await world.WaitForTaskAsync(comment, row => row.Status == RelayTaskStatus.Succeeded);
        Assert.Equal(attempt, task.Attempt);
        Assert.Single(world.GitHub.State.PullRequests(World.Repository));
        await world.WaitAsync(
            "the end on the issue",
            () => Task.FromResult(world.StatusComments(task)),
            comments => comments.Any(told => told.Body.Contains($"/pull/{task.PullRequestNumber}", StringComparison.Ordinal)));
        Assert.Single(world.StatusComments(task));
        Assert.Equal(1, await world.ReadAsync(context => Task.FromResult(context.Tasks.Count())));
        return task;
    }
}
