using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// Hands what other instances announce to this one's pages and loops, as if it had happened here. What was missed costs
/// freshness only: each of them also looks by itself.
/// </summary>
public sealed class OtherInstances : IHostedService
{
    private const string ChangedMark = "task:";
    private const string WokenMark = "wake:";

    private readonly TaskChanges _changes;
    private readonly Dictionary<string, WakeSignal> _signals;

    public OtherInstances(
        Announcements announcements, TaskChanges changes, QueueSignal queue, StopSignal stopping, ControlSignal controls, OutboxSignal outbox, WebhookSignal webhooks)
    {
        _changes = changes;
        _signals = new WakeSignal[] { queue, stopping, controls, outbox, webhooks }.ToDictionary(Woken, StringComparer.Ordinal);
        announcements.Listen(Hear);
    }

    /// <summary>The word for a task that changed.</summary>
    public static string Changed(Guid taskId) => $"{ChangedMark}{taskId:N}";

    /// <summary>The word for a loop that has something to do.</summary>
    public static string Woken(WakeSignal signal) => WokenMark + signal.GetType().Name;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Hear(string topic)
    {
        if (topic.StartsWith(ChangedMark, StringComparison.Ordinal) && Guid.TryParseExact(topic.AsSpan(ChangedMark.Length), "N", out var taskId))
        {
            _changes.Publish(taskId);
        }
        else if (_signals.TryGetValue(topic, out var signal))
        {
            signal.Set();
        }
        else if (topic == Announcements.Silence)
        {
            foreach (var each in _signals.Values)
            {
                each.Set();
            }
        }
    }
}
