using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>What an endpoint can be told of.</summary>
public static class OutgoingEvents
{
    public const string Succeeded = "task.succeeded";

    /// <summary>Also for a task that ran out of its time; its status says which.</summary>
    public const string Failed = "task.failed";

    public const string Stopped = "task.stopped";

    public const string Rejected = "task.rejected";

    /// <summary>Sent because somebody pressed a button, to any endpoint.</summary>
    public const string Test = "endpoint.test";

    /// <summary>Those that an endpoint chooses from.</summary>
    public static readonly IReadOnlyList<string> All = [Succeeded, Failed, Stopped, Rejected];

    /// <summary>The event that an end is.</summary>
    public static string Of(RelayTaskStatus end) => end switch
    {
        RelayTaskStatus.Succeeded => Succeeded,
        RelayTaskStatus.Failed or RelayTaskStatus.TimedOut => Failed,
        RelayTaskStatus.Stopped => Stopped,
        RelayTaskStatus.Rejected => Rejected,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Not an end."),
    };
}
