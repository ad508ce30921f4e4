using TaskRelay.Web.Loops;

namespace TaskRelay.Web.Retention;

/// <summary>The loop that deletes what is past its time: a minute after the start, then every hour.</summary>
public sealed partial class RetentionSweeper(
    IEnumerable<IRetentionRule> rules, RetentionLedger ledger, LoopStart loopStart, TimeProvider clock, ILogger<RetentionSweeper> logger) : BackgroundService
{
    /// <summary>Rows of one piece of work: webhooks that come meanwhile wait for a few milliseconds, not longer.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>After a crash the webhooks and workers that wait come first.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        await Task.Delay(FirstWait, clock, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var rule in rules)
            {
                try
                {
                    await SweepAsync(rule, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One table's trouble keeps no other from being swept.
                    ledger.Swept(rule, clock.GetUtcNow(), 0, hasFailed: true);
                    Log.Failed(logger, rule.Name, exception);
                }
            }

            await Task.Delay(Period, clock, stoppingToken);
        }
    }

    private async Task SweepAsync(IRetentionRule rule, CancellationToken cancellationToken)
    {
        var total = 0;
        while (await rule.PruneAsync(Batch, cancellationToken) is > 0 and var count)
        {
            total += count;
            cancellationToken.ThrowIfCancellationRequested();
        }

        ledger.Swept(rule, clock.GetUtcNow(), total, hasFailed: false);
        if (total > 0)
        {
            Log.Pruned(logger, rule.Name, total);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Retention: {Count} rows of the {Name} were past their time and are deleted.")]
        public static partial void Pruned(ILogger logger, string name, int count);

        [LoggerMessage(2, LogLevel.Error, "Retention: the {Name} could not be swept; the next round tries again.")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
