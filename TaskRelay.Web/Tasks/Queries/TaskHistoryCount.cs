namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Adds ended tasks up.</summary>
internal sealed class TaskHistoryCount
{
    private readonly Dictionary<RelayTaskStatus, int> _ends = [];
    private readonly List<double> _seconds = [];

    /// <summary>Tasks so far.</summary>
    public int Total { get; private set; }

    /// <summary>One more.</summary>
    public void Add(RelayTaskStatus status, DateTimeOffset? startedAt, DateTimeOffset completedAt)
    {
        Total++;
        _ends[status] = Of(status) + 1;
        if (startedAt is { } start)
        {
            _seconds.Add((completedAt - start).TotalSeconds);
        }
    }

    /// <summary>The figures.</summary>
    public TaskHistorySummary ToSummary(bool isTruncated) => new(
        Of(RelayTaskStatus.Succeeded),
        Of(RelayTaskStatus.Failed),
        Of(RelayTaskStatus.TimedOut),
        Of(RelayTaskStatus.Stopped),
        Of(RelayTaskStatus.Rejected),
        Median(),
        isTruncated);

    private int Of(RelayTaskStatus status) => _ends.GetValueOrDefault(status);

    private double? Median()
    {
        if (_seconds.Count == 0)
        {
            return null;
        }

        _seconds.Sort();
        var middle = _seconds.Count / 2;
        return Math.Round(_seconds.Count % 2 == 1 ? _seconds[middle] : (_seconds[middle - 1] + _seconds[middle]) / 2, 3);
    }
}
