using System.Diagnostics;
using TaskRelay.Contracts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Web.Tests.Worker;

public sealed class MarkedProcessesTests
{
    [Fact]
    public async Task All_that_carry_the_marker_are_killed_and_nobody_else()
    {
        var marker = $"test/{Guid.NewGuid():N}/1";
        using var inSession = Start("setsid", marker, "sh", "-c", "sleep 300 & exec sleep 300");
        using var other = Start("sleep", marker + "2", "300");
        var processes = new MarkedProcesses(marker, below: false);
        await Eventually.TrueAsync(() => processes.Find().Count == 2);

        Assert.True(await processes.KillAllAsync(CancellationToken.None));

        Assert.Empty(processes.Find());
        Assert.False(other.HasExited);
        other.Kill();
    }

    [Fact]
    public async Task Asking_to_end_lets_a_process_say_its_last_words()
    {
        var marker = $"test/{Guid.NewGuid():N}/1";
        using var polite = Start("sh", marker, "-c", "trap 'exit 42' TERM; echo ready; while :; do sleep 0.05; done");
        await polite.StandardOutput.ReadLineAsync();

        new MarkedProcesses(marker, below: false).AskToEnd();

        await polite.WaitForExitAsync();
        Assert.Equal(42, polite.ExitCode);
    }

    private static Process Start(string program, string marker, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment[WorkerEnvironment.Marker] = marker;
        return Process.Start(start)!;
    }
}
