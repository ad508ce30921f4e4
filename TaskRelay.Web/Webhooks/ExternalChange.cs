using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Webhooks;

/// <summary>What happened on GitHub to something that tasks are about.</summary>
public abstract record ExternalChange
{
    private ExternalChange()
    {
    }

    /// <summary>An issue is closed, or gone: then there is no place to tell of it.</summary>
    public sealed record IssueEnded(int Number, bool IsGone, string Reason) : ExternalChange;

    /// <summary>A comment is gone, and perhaps it was a command.</summary>
    public sealed record CommentDeleted(long CommentId) : ExternalChange;

    /// <summary>The App may no longer work in these repositories, or in any of the installation.</summary>
    public sealed record AccessEnded(long? InstallationId, bool IsWhole, IReadOnlyList<long> RepositoryIds, string Reason) : ExternalChange;

    /// <summary>A pull request was closed, merged or opened again.</summary>
    public sealed record PullRequestMoved(int Number, PullRequestState State, DateTimeOffset? At) : ExternalChange;
}
