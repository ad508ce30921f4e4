using TaskRelay.Benchmarks.Ingest.Load;
using TaskRelay.Benchmarks.Ingest.Servers;

namespace TaskRelay.Benchmarks.Ingest;

/// <summary>
/// Measures how fast signed webhooks are taken, durably, beside an empty handler and beside one commit for each
/// request, in interleaved rounds: on a shared machine only ratios within one run mean anything.
/// </summary>
internal static class IngestCommand
{
    /// <summary>Runs it; 0 when every 2xx was found on file and TaskRelay is as many times faster as it has to be.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (IngestOptions.Parse(args, Console.Error) is not { } options)
        {
            return 2;
        }

        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };
        var folder = Directory.CreateTempSubdirectory("taskrelay-ingest-");
        try
        {
            var report = await MeasureAsync(options, folder, output, stop.Token);
            report.Write(output);
            return report.IsGood ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IngestReport> MeasureAsync(
        IngestOptions options, DirectoryInfo folder, TextWriter output, CancellationToken cancellationToken)
    {
        output.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, 4 KB to disk in {FlushProbe.Median(folder.FullName):0.00} ms.");
        output.WriteLine($"Preparing {options.Deliveries} deliveries of {options.Body} bytes.");
        var deliveries = DeliveryTable.Make(options.Deliveries, options.Body, PeerSettings.Secret);
        var report = new IngestReport(options);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var peer in options.Peers)
            {
                var (result, fault) = await MeasureAsync(peer, options, deliveries, folder.CreateSubdirectory($"{round}-{peer.Name}"), cancellationToken);
                report.Add(peer, result, fault);
                output.WriteLine(
                    $"round {round} {peer.Name,-16} {result.PerSecond,8:0}/s  p50 {result.P50,6:0.0} ms  p99 {result.P99,7:0.0} ms  "
                    + $"2xx {result.AcceptedInAll}  other {result.RefusedInAll}  load {LoadAverage()}{(fault is null ? "" : "  FAULT: " + fault)}");
            }
        }

        return report;
    }

    private static async Task<(LoadResult Result, string? Fault)> MeasureAsync(
        Peer peer, IngestOptions options, DeliveryTable deliveries, DirectoryInfo folder, CancellationToken cancellationToken)
    {
        // Whatever hangs, the run ends.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Warmup + options.Seconds + 120));
        LoadResult result;
        await using (var server = await PeerProcess.StartAsync(peer, folder.FullName, limit.Token))
        {
            var run = new LoadRun(server.Address, deliveries, options.Connections, repeats: !peer.Stores);
            result = await run.RunAsync(
                TimeSpan.FromSeconds(options.Warmup), TimeSpan.FromSeconds(options.Seconds), server.ProcessorTime, limit.Token);
        }

        var fault = peer.Stores
            ? await StoredRows.FindFaultAsync(PeerServer.DatabaseIn(folder.FullName), result.AcceptedInAll, limit.Token)
            : null;
        folder.Delete(recursive: true);
        return (result, fault);
    }

    private static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
