using System.Diagnostics;

namespace TaskRelay.Worker.Scribe;

/// <summary>Runs programs in the working directory; what they say goes to scribe's own output, line by line.</summary>
internal sealed class ScribeShell(string directory, TextWriter output)
{
    /// <summary>How long the output of a background child is waited for after the command itself has ended.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    /// <summary>Returns the exit code; a cancelled run takes its processes with it.</summary>
    public async Task<int> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // One stream for both, or a line of error would stand anywhere.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" 2>&1", "sh", program, .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var copying = CopyAsync(process.StandardOutput, reading.Token);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            reading.CancelAfter(Linger);
            await copying;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A child that stays behind holds the pipe: what it still says is lost.
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    public Task<int> ShellAsync(string command, CancellationToken cancellationToken) => RunAsync("sh", ["-c", command], cancellationToken);

    /// <summary>Commits everything; hooks and monitors that a script planted are for others.</summary>
    public async Task<int> CommitAsync(string message, CancellationToken cancellationToken)
    {
        string[] quiet = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];
        var staged = await RunAsync("git", [.. quiet, "add", "-A"], cancellationToken);
        if (staged != 0) return staged;
        var named = Environment.GetEnvironmentVariable("GIT_AUTHOR_EMAIL") is not null
            || await RunAsync("git", ["config", "--quiet", "--get", "user.email"], cancellationToken) == 0;
        string[] name = named ? [] : ["-c", "user.name=scribe", "-c", "user.email=scribe@localhost"];
        return await RunAsync("git", [.. quiet, .. name, "commit", "--quiet", "-m", message], cancellationToken);
    }

    private async Task CopyAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }
    }
}
