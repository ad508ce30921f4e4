namespace TaskRelay.Web.Tasks.Queries;

/// <summary>What figures are made of: one ended task.</summary>
internal sealed record TaskFigureRow(
    RelayTaskStatus Status,
    string Agent,
    string? Model,
    string Repository,
    DateTimeOffset? StartedAt,
    DateTimeOffset CompletedAt,
    double CostUsd,
    bool HasPullRequest,
    PullRequestState? PullRequestState)
{
    /// <summary>The figures of a group.</summary>
    public static TaskFigure Sum(string name, IReadOnlyCollection<TaskFigureRow> rows)
    {
        var pulls = rows.Where(row => row.HasPullRequest).ToList();
        return new TaskFigure(
            name,
            rows.Count,
            rows.Count(row => row.Status == RelayTaskStatus.Succeeded),
            rows.Count(row => row.Status == RelayTaskStatus.Stopped),
            pulls.Count(row => row.PullRequestState == Tasks.PullRequestState.Merged),
            pulls.Count(row => row.PullRequestState == Tasks.PullRequestState.Closed),
            pulls.Count(row => row.PullRequestState is null or Tasks.PullRequestState.Open),
            Median(rows),
            rows.Sum(row => row.CostUsd));
    }

    /// <summary>Groups by a name, most tasks first.</summary>
    public static IReadOnlyList<TaskFigure> By(IEnumerable<TaskFigureRow> rows, Func<TaskFigureRow, string> name) =>
        [.. rows.GroupBy(name).Select(group => Sum(group.Key, [.. group])).OrderByDescending(figure => figure.Total).ThenBy(figure => figure.Name, StringComparer.Ordinal)];

    private static double? Median(IEnumerable<TaskFigureRow> rows)
    {
        var seconds = rows.Where(row => row.StartedAt is not null).Select(row => (row.CompletedAt - row.StartedAt!.Value).TotalSeconds).Order().ToList();
        return seconds.Count switch
        {
            0 => null,
            var count when count % 2 == 1 => seconds[count / 2],
            var count => (seconds[(count / 2) - 1] + seconds[count / 2]) / 2,
        };
    }
}
