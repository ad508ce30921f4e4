using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>A started peer. Its output goes to a file, as under a service manager, so that reading it costs nobody time.</summary>
internal sealed partial class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PeerProcess(Process process, IPEndPoint address) => (_process, Address) = (process, address);

    public IPEndPoint Address { get; }

    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public static async Task<PeerProcess> StartAsync(Peer peer, string folder, CancellationToken cancellationToken)
    {
        var log = Path.Combine(folder, "server.log");
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", log,
                Environment.ProcessPath!, typeof(PeerProcess).Assembly.Location, PeerServer.Verb, peer.Name, folder,
            },
        };
        if (!Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.Ordinal))
        {
            start.ArgumentList.Remove(typeof(PeerProcess).Assembly.Location);
        }

        var process = Process.Start(start)!;
        try
        {
            return new PeerProcess(process, await ReadAddressAsync(process, log, cancellationToken));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>SIGKILL: what counts as stored must be on file without a farewell.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_process);

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static async Task<IPEndPoint> ReadAddressAsync(Process process, string log, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < StartTime && !process.HasExited)
        {
            if (File.Exists(log) && Listening().Match(await ReadAsync(log, cancellationToken)) is { Success: true } match)
            {
                return new IPEndPoint(IPAddress.Loopback, int.Parse(match.Groups[1].ValueSpan));
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new InvalidOperationException($"The server did not start:\n{await ReadAsync(log, cancellationToken)}");
    }

    private static async Task<string> ReadAsync(string log, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync(cancellationToken);
    }

    [GeneratedRegex("Now listening on: http://127\\.0\\.0\\.1:(\\d+)")]
    private static partial Regex Listening();
}
