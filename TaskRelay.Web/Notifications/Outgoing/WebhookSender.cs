using System.Collections.Concurrent;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Sends what is due: one request at a time to each endpoint, several endpoints at once, so that a slow one holds up no other.</summary>
public sealed partial class WebhookSender(
    WebhookRows rows, WebhookCourier courier, WebhookSignal signal, LoopStart loopStart, TimeProvider clock, ILogger<WebhookSender> logger) : BackgroundService
{
    private const int MostAtOnce = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly LookPace _pace = new(clock);
    private readonly ConcurrentDictionary<Guid, Task> _lanes = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        try
        {
            while (true)
            {
                var wait = await StartLanesAsync(stoppingToken);
                await _pace.RestAsync(stoppingToken);
                await signal.WaitAsync(wait, clock, stoppingToken);
            }
        }
        finally
        {
            // A request that has begun is seen to its mark.
            await Task.WhenAll(_lanes.Values);
        }
    }

    /// <summary>Starts a lane where something is due and none runs; answers how long to wait for a signal.</summary>
    private async Task<TimeSpan> StartLanesAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var endpoint in await _pace.LookAsync(() => rows.DueEndpointsAsync(stoppingToken)))
            {
                if (_lanes.Count < MostAtOnce && !_lanes.ContainsKey(endpoint))
                {
                    // Entered before it runs: a lane that ends at once must find itself here to leave.
                    var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    _lanes[endpoint] = RunLaneAsync(endpoint, entered.Task, stoppingToken);
                    entered.SetResult();
                }
            }

            var next = await _pace.LookAsync(() => rows.NextDueAsync(stoppingToken)) - clock.GetUtcNow();
            return next is { } soon && soon < Poll ? (soon > TimeSpan.Zero ? soon : TimeSpan.FromMilliseconds(1)) : Poll;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.RoundFailed(logger, exception);
            return Poll;
        }
    }

    private async Task RunLaneAsync(Guid endpoint, Task entered, CancellationToken stoppingToken)
    {
        await entered;
        var hasSent = false;
        try
        {
            while (await rows.NextAsync(endpoint, stoppingToken) is { } id && await SendAsync(id, stoppingToken))
            {
                hasSent = true;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on.
        }
        catch (Exception exception)
        {
            // No signal: the poll begins a new lane.
            Log.RoundFailed(logger, exception);
            hasSent = false;
        }

        _lanes.TryRemove(endpoint, out _);
        if (hasSent)
        {
            // What came between the lane's last look and its end was signalled to a loop that saw the lane running.
            signal.Set();
        }
    }

    /// <summary>Sends one; false when another instance has it.</summary>
    private async Task<bool> SendAsync(Guid id, CancellationToken stoppingToken)
    {
        if (await rows.ClaimAsync(id, stoppingToken) is not var (delivery, endpoint))
        {
            return false;
        }

        var at = clock.GetUtcNow();
        var reply = await courier.SendAsync(endpoint, delivery);
        var retry = reply.IsTaken || reply.IsGone || delivery.TaskId is null
            ? null
            : clock.GetUtcNow() + WebhookSchedule.After(delivery.Tries, Random.Shared.NextDouble(), reply.RetryAfter);
        if (await rows.NoteAsync(delivery, at, reply, retry) is not null)
        {
            Log.SwitchedOff(logger, endpoint.Id, endpoint.UserId);
        }

        if (!reply.IsTaken)
        {
            Log.NotTaken(logger, delivery.Id, endpoint.Id, delivery.Tries, reply.Status);
        }

        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Outgoing webhooks could not be read or marked; it is tried again.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The outgoing webhook {EndpointId} of user {UserId} takes nothing and is switched off.")]
        public static partial void SwitchedOff(ILogger logger, Guid endpointId, long? userId);

        [LoggerMessage(3, LogLevel.Information, "Delivery {DeliveryId} to outgoing webhook {EndpointId} was not taken at try {Tries} (status {Status}).")]
        public static partial void NotTaken(ILogger logger, Guid deliveryId, Guid endpointId, int tries, int? status);
    }
}
