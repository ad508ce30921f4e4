using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Components.Parts;

/// <summary>States by what people ask of them.</summary>
public static class TaskStates
{
    /// <summary>Something is at work.</summary>
    public static readonly IReadOnlyList<RelayTaskStatus> AtWork = [RelayTaskStatus.Running, RelayTaskStatus.Stopping];

    /// <summary>Over, one way or another.</summary>
    public static readonly IReadOnlyList<RelayTaskStatus> Ended = [.. Enum.GetValues<RelayTaskStatus>().Where(TaskMoves.IsTerminal)];
}
