namespace TaskRelay.Web.Queue.Pausing;

/// <summary>An administrator's word that nothing new is started: on this TaskRelay, or for one repository. Its row is the pause.</summary>
public sealed class AdmissionPause
{
    /// <summary>The id that stands for all repositories; GitHub's begin at 1.</summary>
    public const long Everything = 0;

    /// <summary>The repository, or <see cref="Everything"/>.</summary>
    public required long RepositoryId { get; init; }

    /// <summary>The repository's name when it was paused.</summary>
    public string? RepositoryFullName { get; set; }

    public required DateTimeOffset At { get; init; }

    public required long ById { get; init; }

    public required string ByLogin { get; init; }

    /// <summary>Why, for everybody whose task waits.</summary>
    public string? Reason { get; set; }

    /// <summary>What the writers of waiting tasks are told, on GitHub too.</summary>
    public string Words
    {
        get
        {
            var where = RepositoryId == Everything ? "TaskRelay takes up no new work" : "TaskRelay takes up no new work of this repository";
            return $"Paused: {where}{(Reason is null ? "" : $" ({Reason})")}. This task is kept and starts when that is over.";
        }
    }
}
