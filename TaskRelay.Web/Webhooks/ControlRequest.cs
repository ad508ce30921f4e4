using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Webhooks;

/// <summary>A verb that was accepted and waits for its writer's permission to be read. Kept so that a restart loses none.</summary>
public sealed class ControlRequest
{
    public required long RepositoryId { get; init; }

    public required long CommentId { get; init; }

    public required ControlVerb Verb { get; init; }

    public Guid? TaskId { get; init; }

    public required string RepositoryOwner { get; init; }

    public required string RepositoryName { get; init; }

    public long? InstallationId { get; init; }

    public required int IssueNumber { get; init; }

    public required long ActorId { get; init; }

    public required string ActorLogin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not tried before this; GitHub may have to be asked again.</summary>
    public required DateTimeOffset DueAt { get; set; }

    public int Tries { get; set; }
}
