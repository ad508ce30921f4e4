using System.Diagnostics;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Queue;

/// <summary>A pause as people on GitHub see it, and over a stop of the server.</summary>
public sealed class PausedWorldTests
{
    [Fact]
    public async Task A_command_during_a_pause_waits_with_the_reason_on_its_issue_survives_a_restart_and_starts_by_itself()
    {
        await using var world = await World.StartAsync();
        var busy = await world.CommentAsync(world.NewScript("wait-for GO\nappend NOTES.md <<END\na\nEND"), "@taskrelay scribe");
        var running = await world.WaitForTaskAsync(busy, task => task.ProgressPhase == "running_agent");
        await SetAsync(world, paused: true);

        var comment = await world.CommentAsync(world.NewScript("append MORE.md <<END\nb\nEND"), "@taskrelay scribe");
        var waiting = await world.WaitForTaskAsync(comment, task => task.WaitReason is not null);
        await world.WaitAsync(
            "the reason on the issue",
            () => Task.FromResult(world.StatusComments(waiting)),
            comments => comments is [{ } only]
                && only.Body.Contains("Waiting: Paused: TaskRelay takes up no new work (new disks). This task is kept and starts when that is over.", StringComparison.Ordinal));

        // The server stops within its time, with a worker at work, and comes back paused; the worker was never touched.
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await world.Relay.TerminateAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(25), $"It took {watch.Elapsed}.");
        Assert.NotEmpty(Processes.WithEnvironment($"/{running.Id:N}/1"));
        await world.StartRelayAsync();
        await world.LetGoAsync(running);
        var ended = await world.WaitForEndAsync(busy);
        Assert.Equal((RelayTaskStatus.Succeeded, 1), (ended.Status, ended.Attempt));
        Assert.Equal(RelayTaskStatus.Queued, (await world.WaitForTaskAsync(comment, _ => true)).Status);

        await SetAsync(world, paused: false);
        Assert.Equal(RelayTaskStatus.Succeeded, (await world.WaitForEndAsync(comment)).Status);
    }

    private static async Task SetAsync(World world, bool paused)
    {
        using var browser = new TestBrowser(world.Relay.Address);
        using var signedIn = await browser.SignInAsync("maintainer");
        using var answer = await browser.SendAsync(HttpMethod.Put, "/api/admin/pause", new { paused, reason = paused ? "new disks" : null });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
