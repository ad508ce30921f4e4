using System.Diagnostics;
using Microsoft.Extensions.Options;
using TaskRelay.Contracts;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners.Local;

/// <summary>Starts the worker program so that nothing of the server's reaches it, and nothing ties it to the server.</summary>
public sealed class WorkerProcess(
    IOptionsMonitor<RunnerOptions> options, LoopbackAddress loopback, StopSignal ended)
{
    /// <summary>Where a worker's own output goes, in its work folder.</summary>
    public const string LogName = "worker.log";

    /// <summary>Variables that a worker may inherit; the server's others may hold secrets.</summary>
    private static readonly string[] Inherited =
        ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "DOTNET_ROOT", "SSL_CERT_FILE", "SSL_CERT_DIR", WorkerEnvironment.CrashPoint];

    /// <summary>Starts a worker and hands it its ticket as the first line of its input. Returns its process number.</summary>
    public async Task<int> StartAsync(string ticket, string marker, string folder, CancellationToken cancellationToken)
    {
        var server = options.CurrentValue.ServerUrl ?? (await loopback.GetAsync(cancellationToken)).ToString().TrimEnd('/');

        // A file, never a pipe: a worker that outlives the server must not die of writing to nobody. The shell sets the
        // files up and is replaced; setsid(1) is replaced by the program in turn, so the process number stays.
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", $"exec setsid \"$@\" >>\"$0\" 2>&1", Path.Combine(folder, LogName) },
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var argument in Command())
        {
            start.ArgumentList.Add(argument);
        }

        var inherited = Inherited.Select(name => (name, Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in inherited)
        {
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        start.Environment["HOME"] = folder;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment[WorkerEnvironment.Url] = server;
        start.Environment[WorkerEnvironment.Marker] = marker;
        start.Environment[WorkerEnvironment.WorkDirectory] = folder;

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) =>
        {
            // The sweeper looks at once: an end without a report is found in a moment, not at the end of the lease.
            ended.Set();
            process.Dispose();
        };
        process.Start();
        var pid = process.Id;
        try
        {
            await process.StandardInput.WriteLineAsync(ticket.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read: the caller looks whether it lives.
        }

        return pid;
    }

    private IEnumerable<string> Command()
    {
        if (options.CurrentValue.Local.Command is { } command)
        {
            return ["/bin/sh", "-c", $"exec {command}"];
        }

        return [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            Path.Combine(AppContext.BaseDirectory, "worker", "TaskRelay.Worker.dll")];
    }
}
