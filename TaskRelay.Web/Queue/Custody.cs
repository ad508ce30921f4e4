using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>
/// Who looks after which attempt where several instances share the store: each after those that it launched, and after
/// another's once they are overdue, which a living instance lets none become.
/// </summary>
public sealed class Custody(IPeers peers, InstanceIdentity instance, TimeProvider clock)
{
    /// <summary>Its owner looks first.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Clocks that are further apart judge differently.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(20);

    /// <summary>The name under which this instance launches; null where there is no other.</summary>
    public string? Node => peers.MayExist ? instance.Node : null;

    /// <summary>Whether another instance lives.</summary>
    public Task<bool> IsSharedAsync(CancellationToken cancellationToken) => peers.AreThereAsync(cancellationToken);

    /// <summary>Whether this instance decides about the attempt.</summary>
    public bool LooksAfter(RelayTask task, TaskAttempt attempt)
    {
        if (instance.IsOurs(attempt.Owner))
        {
            return true;
        }

        var now = clock.GetUtcNow() - Grace;
        var sign = attempt.ClaimedAt is null ? attempt.LaunchDeadline : attempt.LeaseUntil;
        return task.DeadlineAt < now || (task.Status == RelayTaskStatus.Running && sign < now);
    }

    /// <summary>How far this clock is off the one that all see, when that keeps it from judging; null when it may.</summary>
    public async Task<TimeSpan?> ClockFaultAsync(CancellationToken cancellationToken) =>
        await peers.AreThereAsync(cancellationToken) && await peers.AheadAsync(cancellationToken) is var ahead && ahead.Duration() > ClockTolerance
            ? ahead
            : null;
}
