using System.Diagnostics;
using System.Text;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>
/// A guest as a real process of this machine: a session of its own, a folder for a disk, and for an environment what the
/// Machine's description says, what Fly adds and what an image brings. Nothing of the simulator's own.
/// </summary>
internal sealed class GuestProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private GuestProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ended = EndAsync();
    }

    public int Id { get; }

    /// <summary>The exit code, 128 + n where a signal ended it.</summary>
    public Task<int> Ended { get; }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public static GuestProcess Start(FlyMachine machine, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = machine.Folder,
        };
        foreach (var word in command)
            start.ArgumentList.Add(word);
        start.Environment.Clear();
        foreach (var image in (string[])["PATH", "LANG", "DOTNET_ROOT"])
        {
            if (Environment.GetEnvironmentVariable(image) is { } value)
                start.Environment[image] = value;
        }
        start.Environment["HOME"] = machine.Folder;
        start.Environment["TMPDIR"] = machine.Folder;
        start.Environment["FLY_APP_NAME"] = machine.App;
        start.Environment["FLY_MACHINE_ID"] = machine.Id;
        start.Environment["FLY_REGION"] = machine.Region;
        foreach (var (name, value) in machine.Strings("env"))
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new GuestProcess(process);
    }

    public void Signal(string name) => Run($"kill -{name} {Id}");

    /// <summary>The whole guest at once, as the end of a virtual machine.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or AggregateException)
        {
            // It had ended, or parts of it had.
        }
        Run($"kill -KILL -- -{Id}");
    }

    public void Dispose() => _process.Dispose();

    private static void Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true })!;
        shell.WaitForExit();
    }

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }
}
