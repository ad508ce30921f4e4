using TaskRelay.Benchmarks.Ingest.Load;

namespace TaskRelay.Benchmarks.Ingest;

/// <summary>The figures of a run: medians over its rounds, and ratios taken within each round.</summary>
internal sealed class IngestReport(IngestOptions options)
{
    /// <summary>The inbox must take at least as many times more than one EF transaction for each request does.</summary>
    public const double Wanted = 5;

    private readonly List<(Peer Peer, LoadResult Result)> _results = [];
    private readonly List<string> _faults = [];

    public bool IsGood => _faults.Count == 0 && (Ratio(Peer.Inbox, Peer.EfPerRequest) is not { } ratio || ratio >= Wanted);

    public void Add(Peer peer, LoadResult result, string? fault)
    {
        _results.Add((peer, result));
        if (fault is not null)
        {
            _faults.Add($"{peer.Name}: {fault}");
        }

        if (result.RefusedInAll > 0)
        {
            _faults.Add($"{peer.Name}: {result.RefusedInAll} answers were not 2xx");
        }
    }

    public void Write(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{options.Connections} connections, bodies of {options.Body} bytes, {options.Rounds} rounds of {options.Seconds} s, synchronous=FULL. Medians (least-most).");
        output.WriteLine();
        output.WriteLine("| peer | what it is | req/s | p50 ms | p99 ms | slowest ms | CPU us/req |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var peer in options.Peers)
        {
            var results = Of(peer);
            var rates = results.Select(result => result.PerSecond).ToList();
            output.WriteLine(
                $"| {peer.Name} | {peer.Description} | {Median(rates):0} ({rates.Min():0}-{rates.Max():0}) | {Median(results.Select(result => result.P50)):0.0} "
                + $"| {Median(results.Select(result => result.P99)):0.0} | {results.Max(result => result.Slowest):0} | {Median(results.Select(result => result.ProcessorMicroseconds)):0} |");
        }

        output.WriteLine();
        foreach (var mine in options.Peers.Where(peer => peer == Peer.Relay || peer == Peer.Inbox))
        {
            foreach (var other in options.Peers.Where(peer => peer.CommitsEach || peer == Peer.Empty))
            {
                output.WriteLine($"{mine.Name} / {other.Name}: {Ratio(mine, other):0.00}");
            }
        }

        output.WriteLine();
        _faults.ForEach(fault => output.WriteLine($"FAULT {fault}"));
        output.WriteLine(IsGood ? "Good: every 2xx is on file, once." : $"Not good: a fault above, or less than {Wanted} times.");
    }

    /// <summary>Median over the rounds of the ratio within each; null when one of the two was not measured.</summary>
    private double? Ratio(Peer one, Peer other)
    {
        var pairs = Of(one).Zip(Of(other), (mine, theirs) => mine.PerSecond / theirs.PerSecond).ToList();
        return pairs.Count == 0 ? null : Median(pairs);
    }

    private List<LoadResult> Of(Peer peer) => [.. _results.Where(entry => entry.Peer == peer).Select(entry => entry.Result)];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
