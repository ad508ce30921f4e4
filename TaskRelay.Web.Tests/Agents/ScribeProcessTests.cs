using System.Diagnostics;
using System.Globalization;

namespace TaskRelay.Web.Tests.Agents;

/// <summary>What can be seen only of a process: signals, crashes, children that stay.</summary>
public sealed class ScribeProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly ScribeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sigterm_ends_a_sleeping_scribe_and_not_a_hanging_one()
    {
        using var sleeping = await StartAsync("say sleeps\nsleep 300", "sleeps");
        await SignalAsync("TERM", sleeping);
        await sleeping.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(143, sleeping.ExitCode);

        using var hanging = await StartAsync("hang", "hangs");
        await SignalAsync("TERM", hanging);
        await SignalAsync("INT", hanging);
        await Assert.ThrowsAsync<TimeoutException>(() => hanging.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));
        hanging.Kill();
        await hanging.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_crash_is_a_signal_and_a_failure_is_a_message()
    {
        using var crashing = await StartAsync("crash", "> crash");
        await crashing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(crashing.ExitCode > 128, $"exit code {crashing.ExitCode}");

        using var failing = await StartAsync("say tries\nfail no luck", "tries");
        Assert.Equal("no luck\n", await failing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await failing.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, failing.ExitCode);
    }

    [Fact]
    public async Task What_escapes_has_left_the_group_and_keeps_the_environment()
    {
        using var scribe = await StartAsync("escape 300", "escaped as ");
        await scribe.WaitForExitAsync(TestContext.Current.CancellationToken);
        var line = _line.Split(' ');
        var pid = int.Parse(line[^1], CultureInfo.InvariantCulture);
        using var escaped = Process.GetProcessById(pid);
        try
        {
            // setsid comes a moment after the line.
            var deadline = TimeProvider.System.GetUtcNow() + Patience;
            while (!(await File.ReadAllTextAsync($"/proc/{pid}/stat", TestContext.Current.CancellationToken)).Contains($" {pid} {pid} ", StringComparison.Ordinal))
            {
                Assert.True(TimeProvider.System.GetUtcNow() < deadline);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Contains("TASKRELAY_MARKER=a/b/1", await File.ReadAllTextAsync($"/proc/{pid}/environ", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            escaped.Kill();
        }
    }

    private string _line = "";

    private async Task<Process> StartAsync(string script, string until)
    {
        var worker = Path.Combine(AppContext.BaseDirectory, "TaskRelay.Worker.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", worker, "scribe"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TASKRELAY_MARKER"] = "a/b/1", ["DOTNET_DbgEnableMiniDump"] = "0" },
        })!;
        await process.StandardInput.WriteAsync($"```scribe\n{script}\n```\n");
        process.StandardInput.Close();
        do
        {
            _line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("Scribe ended: " + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        while (!_line.StartsWith(until, StringComparison.Ordinal));
        return process;
    }

    private static async Task SignalAsync(string signal, Process process)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
