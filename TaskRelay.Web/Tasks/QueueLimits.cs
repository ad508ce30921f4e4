namespace TaskRelay.Web.Tasks;

/// <summary>The <c>Queue</c> section: how much runs at once, and how long a task may wait. 0 running admits nothing.</summary>
public sealed class QueueLimits
{
    public const string Section = "Queue";

    public int MaxRunning { get; set; } = 2;

    public int MaxRunningPerUser { get; set; } = 2;

    public int MaxRunningPerRepository { get; set; } = 2;

    /// <summary>A task that waited longer is rejected as <c>queue_expired</c>.</summary>
    public int MaxWaitHours { get; set; } = 24;
}
