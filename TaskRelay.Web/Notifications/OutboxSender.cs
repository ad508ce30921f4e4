using System.Collections.Concurrent;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Notifications;

/// <summary>
/// Empties the outbox: one lane for each installation, because GitHub's limits are per installation and the rows of one
/// issue go out one after the other; several lanes at once, because one slow installation must not hold up the others.
/// </summary>
public sealed partial class OutboxSender(
    OutboxRows rows,
    OutboxDelivery delivery,
    InstallationResolver resolver,
    InstallationPacer pacer,
    OutboxSignal signal,
    ITurns turns,
    LoopStart loopStart,
    TimeProvider clock,
    ILogger<OutboxSender> logger) : BackgroundService
{
    private const int MostAtOnce = 5;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long this instance alone sends for an installation, taken anew before each row: what one row takes fits in,
    /// also when GitHub is waited for to the end.
    /// </summary>
    private static readonly TimeSpan LaneTurn = TimeSpan.FromSeconds(60);

    /// <summary>Stands for rows whose installation is not known; GitHub's ids begin at 1.</summary>
    private const long Unknown = 0;

    private readonly LookPace pace = new(clock);
    private readonly ConcurrentDictionary<long, Task> lanes = new();
    private readonly SemaphoreSlim atOnce = new(MostAtOnce);

    /// <inheritdoc />
    public override void Dispose()
    {
        atOnce.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        try
        {
            while (true)
            {
                var wait = await StartLanesAsync(stoppingToken);
                await pace.RestAsync(stoppingToken);
                await signal.WaitAsync(wait, clock, stoppingToken);
            }
        }
        finally
        {
            // A request that has begun is seen to its mark: one thrown away would be in doubt.
            await Task.WhenAll(lanes.Values);
        }
    }

    /// <summary>Starts a lane where something is due and none runs; answers how long to wait for a signal.</summary>
    private async Task<TimeSpan> StartLanesAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var due in await pace.LookAsync(() => rows.DueInstallationsAsync(stoppingToken)))
            {
                var installationId = due ?? Unknown;
                if (!lanes.ContainsKey(installationId) && !pacer.IsPaused(installationId))
                {
                    // Entered before it runs: a lane that ends at once must find itself here to leave.
                    var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    lanes[installationId] = RunLaneAsync(installationId, entered.Task, stoppingToken);
                    entered.SetResult();
                }
            }

            var next = await pace.LookAsync(() => rows.NextDueAsync(stoppingToken)) - clock.GetUtcNow();
            return next is { } soon && soon < Poll ? Max(soon, TimeSpan.FromMilliseconds(1)) : Poll;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.RoundFailed(logger, exception);
            return Poll;
        }
    }

    private async Task RunLaneAsync(long installationId, Task entered, CancellationToken stoppingToken)
    {
        await entered;
        try
        {
            var isOurs = await EmptyAsync(installationId, stoppingToken);
            lanes.TryRemove(installationId, out _);
            if (isOurs)
            {
                // A row that came between the lane's last look and its end was signalled to a loop that saw the lane running.
                signal.Set();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception exception)
        {
            // The store can't be read or written. No signal: the poll begins a new lane.
            Log.RoundFailed(logger, exception);
            lanes.TryRemove(installationId, out _);
        }
    }

    /// <summary>Sends row by row; false when another instance sends for this installation.</summary>
    private async Task<bool> EmptyAsync(long installationId, CancellationToken stoppingToken)
    {
        var turn = $"outbox:{installationId}";
        if (!await turns.TryTakeAsync(turn, LaneTurn, stoppingToken))
        {
            return false;
        }

        try
        {
            while (await SendNextAsync(installationId, stoppingToken) && await turns.TryTakeAsync(turn, LaneTurn, stoppingToken))
            {
            }
        }
        finally
        {
            await turns.GiveBackAsync(turn, CancellationToken.None);
        }

        return true;
    }

    /// <summary>Sends what goes next; false when nothing is due, or GitHub said to wait.</summary>
    private async Task<bool> SendNextAsync(long installationId, CancellationToken stoppingToken)
    {
        await pacer.WaitAsync(installationId, stoppingToken);
        if (pacer.IsPaused(installationId) || await rows.NextKeyAsync(installationId == Unknown ? null : installationId, stoppingToken) is not { } key)
        {
            return false;
        }

        await atOnce.WaitAsync(stoppingToken);
        try
        {
            await SendAsync(key, installationId, stoppingToken);
        }
        finally
        {
            atOnce.Release();
        }

        return true;
    }

    private async Task SendAsync(string key, long installationId, CancellationToken stoppingToken)
    {
        OutboxItem? item = null;
        try
        {
            item = await rows.ReadAsync(key, stoppingToken);
            if (item is not null)
            {
                await (installationId == Unknown ? resolver.ResolveAsync(item, stoppingToken) : delivery.SendAsync(item, installationId, stoppingToken));
            }
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or StoreUnavailableException))
        {
            // A row that breaks something harms only itself: it steps back, and the lane goes on.
            Log.RowFailed(logger, key, exception);
            await (item is null ? rows.BuryAsync(key, exception.Message) : delivery.FailAsync(item, exception.Message));
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The outbox could not be read or marked; it is tried again.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Sending the notification {Key} broke.")]
        public static partial void RowFailed(ILogger logger, string key, Exception exception);
    }
}
