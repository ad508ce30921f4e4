using System.Diagnostics;

namespace TaskRelay.Benchmarks.Ingest.Load;

/// <summary>What one run against one peer gave.</summary>
internal sealed record LoadResult(
    double PerSecond, double P50, double P99, double Slowest, double ProcessorMicroseconds, int AcceptedInAll, int RefusedInAll)
{
    public static LoadResult Of(IReadOnlyList<Sender> senders, long from, long to, TimeSpan processor)
    {
        var took = senders
            .SelectMany(sender => sender.Accepted)
            .Where(answer => answer.EndedAt >= from && answer.EndedAt <= to)
            .Select(answer => Stopwatch.GetElapsedTime(0, answer.Took).TotalMilliseconds)
            .Order()
            .ToArray();
        return new LoadResult(
            took.Length / Stopwatch.GetElapsedTime(from, to).TotalSeconds,
            At(took, 0.5),
            At(took, 0.99),
            At(took, 1),
            took.Length == 0 ? 0 : processor.TotalMicroseconds / took.Length,
            senders.Sum(sender => sender.Accepted.Count),
            senders.Sum(sender => sender.Refused.Values.Sum()));
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}
