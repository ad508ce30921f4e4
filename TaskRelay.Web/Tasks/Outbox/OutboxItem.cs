namespace TaskRelay.Web.Tasks.Outbox;

/// <summary>
/// Something to tell GitHub, written in the transaction that causes it. The key makes it one row however often it is
/// caused; a status comment that must change again raises <see cref="Wanted"/> and is composed from the task when sent.
/// </summary>
public sealed class OutboxItem
{
    /// <summary>What it is and about what, such as <c>status:TASK</c> or <c>reaction:eyes:REPO:COMMENT</c>.</summary>
    public required string Key { get; init; }

    public required OutboxKind Kind { get; init; }

    public Guid? TaskId { get; init; }

    public required long RepositoryId { get; init; }

    public required string RepositoryFullName { get; set; }

    public long? InstallationId { get; set; }

    public required int IssueNumber { get; init; }

    public long? CommentId { get; init; }

    /// <summary>Reaction name, or the text of a reply.</summary>
    public string? Content { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not sent before this.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Version that should be visible.</summary>
    public long Wanted { get; set; } = 1;

    /// <summary>Version that is.</summary>
    public long Sent { get; set; }

    public int Tries { get; set; }

    /// <summary>No more tries: a person must look.</summary>
    public bool Dead { get; set; }

    public string? LastError { get; set; }

    /// <summary>Id of the comment that carries it, once known.</summary>
    public long? RemoteId { get; set; }

    public DateTimeOffset? SentAt { get; set; }
}
