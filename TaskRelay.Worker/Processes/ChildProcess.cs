using System.Diagnostics;

namespace TaskRelay.Worker.Processes;

/// <summary>A running process in a session of its own, with three pipes.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        Exited = WaitAsync();
    }

    public int Id { get; }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Error => _process.StandardError.BaseStream;

    /// <summary>The exit code; 128 + n where a signal ended it.</summary>
    public Task<int> Exited { get; }

    public static async Task<ChildProcess> StartAsync(ProcessSpec spec)
    {
        // setsid replaces itself, so that pid, session and process group are one number.
        var start = new ProcessStartInfo(Programs.Require("setsid"))
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(spec.Program);
        foreach (var argument in spec.Arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;
        return new ChildProcess(await LaunchThread.RunAsync(() => Process.Start(start)!));
    }

    /// <summary>Kills the whole group at once. Nothing happens after the end: the number may be somebody else's by then.</summary>
    public void Kill()
    {
        if (Exited.IsCompleted)
            return;
        _ = NativeMethods.Kill(-Id, NativeMethods.SigKill);
        // Between fork and setsid there is no such group yet.
        _ = NativeMethods.Kill(Id, NativeMethods.SigKill);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    // Not WaitForExitAsync: with redirected streams it would also wait for whoever inherited the pipes.
    private Task<int> WaitAsync()
    {
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => exited.TrySetResult(_process.ExitCode);
        _process.EnableRaisingEvents = true;
        if (_process.HasExited)
            exited.TrySetResult(_process.ExitCode);
        return exited.Task;
    }
}
