using System.Collections.Frozen;
using static TaskRelay.Web.Tasks.RelayTaskStatus;

namespace TaskRelay.Web.Tasks;

/// <summary>The table of moves. <see cref="TaskGate"/> applies them; a move that is not here does not exist.</summary>
public static class TaskMoves
{
    private static readonly FrozenDictionary<RelayTaskStatus, RelayTaskStatus[]> Allowed =
        new Dictionary<RelayTaskStatus, RelayTaskStatus[]>
        {
            [Queued] = [Running, Rejected, Stopped],
            [Running] = [Succeeded, Failed, TimedOut, Stopping],
            [Stopping] = [Stopped],
            [Succeeded] = [],
            [Failed] = [Queued],
            [TimedOut] = [Queued],
            [Stopped] = [Queued],
            [Rejected] = [Queued],
        }.ToFrozenDictionary();

    /// <summary>Whether a task may go from one status to the other.</summary>
    public static bool IsAllowed(RelayTaskStatus from, RelayTaskStatus to) => Allowed[from].Contains(to);

    /// <summary>Nothing runs any more; only a retry leads out.</summary>
    public static bool IsTerminal(RelayTaskStatus status) =>
        status is Succeeded or Failed or TimedOut or Stopped or Rejected;

    /// <summary>A worker may be at work.</summary>
    public static bool IsActive(RelayTaskStatus status) => status is Running or Stopping;

    /// <summary>A retry is allowed from here.</summary>
    public static bool IsRetryable(RelayTaskStatus status) => Allowed[status].Contains(Queued);
}
