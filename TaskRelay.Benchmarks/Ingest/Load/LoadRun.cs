using System.Diagnostics;
using System.Net;

namespace TaskRelay.Benchmarks.Ingest.Load;

/// <summary>
/// Sends deliveries over so many connections, each with one request under way, first unmeasured, then measured. Answers
/// that come within the measured time count towards the rate; all 2xx count when the file is checked.
/// </summary>
internal sealed class LoadRun(IPEndPoint address, DeliveryTable deliveries, int connections, bool repeats)
{
    private int _next = -1;
    private volatile bool _isOver;

    /// <summary>Runs it. <paramref name="processorTime"/> is asked at both ends of the measured time.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan warmup, TimeSpan measured, Func<TimeSpan> processorTime, CancellationToken cancellationToken)
    {
        var senders = Enumerable.Range(0, connections).Select(_ => new Sender(address, deliveries.Template.ToArray())).ToList();
        try
        {
            var all = Task.WhenAll(senders.Select(sender => Task.Run(() => SendAllAsync(sender, cancellationToken), cancellationToken)));
            await Task.WhenAny(all, Task.Delay(warmup, cancellationToken));
            var (from, usedBefore) = (Stopwatch.GetTimestamp(), processorTime());
            await Task.WhenAny(all, Task.Delay(measured, cancellationToken));
            var (to, usedAfter) = (Stopwatch.GetTimestamp(), processorTime());
            _isOver = true;
            await all;
            return LoadResult.Of(senders, from, to, usedAfter - usedBefore);
        }
        finally
        {
            senders.ForEach(sender => sender.Dispose());
        }
    }

    private async Task SendAllAsync(Sender sender, CancellationToken cancellationToken)
    {
        await sender.ConnectAsync(cancellationToken);
        while (!_isOver)
        {
            var index = Interlocked.Increment(ref _next);
            if (index >= deliveries.Count)
            {
                if (!repeats)
                {
                    return;
                }

                index %= deliveries.Count;
            }

            deliveries.Write(index, sender.Request);
            await sender.SendAsync(cancellationToken);
        }
    }
}
