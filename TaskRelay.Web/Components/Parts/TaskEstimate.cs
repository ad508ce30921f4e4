using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>What a task may take, as told by tasks that succeeded.</summary>
/// <param name="Basis">Which ones.</param>
/// <param name="Tasks">How many.</param>
/// <param name="Seconds">Their median.</param>
/// <param name="CostUsd">Their mean; null where none told any.</param>
public sealed record TaskEstimate(string Basis, int Tasks, double? Seconds, double? CostUsd)
{
    /// <summary>Fewer say nothing.</summary>
    private const int Enough = 3;

    /// <summary>From the same repository where there were enough, else from all of them; null where there is nothing to go by.</summary>
    public static TaskEstimate? Of(string agent, string repository, TaskFigure? here, TaskFigure everywhere) =>
        here is { Total: >= Enough } ? Of($"{agent} in {repository}", here)
        : everywhere.Total > 0 ? Of($"{agent} anywhere", everywhere)
        : null;

    private static TaskEstimate Of(string basis, TaskFigure past) =>
        new(basis, past.Total, past.MedianSeconds, past.CostUsd > 0 ? past.CostUsd / past.Total : null);
}
