namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What came of ended tasks, in figures.</summary>
/// <param name="All">All of them together.</param>
/// <param name="Days">Each day of the period, oldest first, days without a task too; empty where no period was asked for.</param>
/// <param name="Agents">By agent, most tasks first.</param>
/// <param name="Models">By agent and model, most tasks first.</param>
/// <param name="Repositories">By repository, most tasks first.</param>
/// <param name="IsTruncated">There are more tasks: these are the figures of the newest ones.</param>
/// <param name="IsPartial">GitHub could not be asked what else the caller may see: these are their own tasks only.</param>
public sealed record TaskFigures(
    TaskFigure All,
    IReadOnlyList<TaskFigure> Days,
    IReadOnlyList<TaskFigure> Agents,
    IReadOnlyList<TaskFigure> Models,
    IReadOnlyList<TaskFigure> Repositories,
    bool IsTruncated,
    bool IsPartial);

/// <summary>Figures of a group of ended tasks.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Total">How many ended.</param>
/// <param name="Succeeded">How many of them as they should.</param>
/// <param name="Stopped">How many because somebody asked for it.</param>
/// <param name="Merged">Pull requests that were merged.</param>
/// <param name="Closed">Pull requests that were closed without it.</param>
/// <param name="Open">Pull requests that nothing was heard of since, or that are open again.</param>
/// <param name="MedianSeconds">Median of the seconds from start to end; null when none started.</param>
/// <param name="CostUsd">What the agents say that they cost.</param>
public sealed record TaskFigure(
    string Name, int Total, int Succeeded, int Stopped, int Merged, int Closed, int Open, double? MedianSeconds, double CostUsd)
{
    /// <summary>Ended badly: failed, out of time or refused.</summary>
    public int Bad => Total - Succeeded - Stopped;

    /// <summary>Share of those that nobody stopped; null where there is none.</summary>
    public double? SuccessRate => Total == Stopped ? null : (double)Succeeded / (Total - Stopped);

    /// <summary>All that was spent, over what came of it; null where nothing was merged.</summary>
    public double? CostOfMerged => Merged == 0 ? null : CostUsd / Merged;
}
