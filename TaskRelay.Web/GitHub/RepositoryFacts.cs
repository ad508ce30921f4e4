namespace TaskRelay.Web.GitHub;

/// <summary>An installation of the App, and the account it is on.</summary>
public sealed record InstallationInfo(long Id, string AccountLogin, long AccountId, bool IsSuspended);

/// <summary>An account on GitHub.</summary>
public sealed record AccountInfo(long Id, string Login);

/// <summary>A repository by GitHub's id, which survives renames.</summary>
public sealed record RepositoryInfo(long Id, string Owner, string Name, string DefaultBranch, bool IsPrivate)
{
    public string FullName => $"{Owner}/{Name}";
}

/// <summary>An issue, or a pull request's conversation.</summary>
public sealed record IssueInfo(
    int Number,
    string Title,
    string? Body,
    string State,
    string? Author,
    string Url,
    int CommentsCount,
    IReadOnlyList<string> Labels,
    bool IsPullRequest)
{
    /// <summary>Numeric id of who opened it; null for an account that is gone.</summary>
    public long? AuthorId { get; init; }
}

/// <summary>Where a pull request's commits live. The head repository is null when it was deleted.</summary>
public sealed record PullRequestHead(
    int Number, string State, string HeadRef, string HeadSha, long? HeadRepositoryId, bool IsFork, string BaseRef)
{
    /// <summary>Who opened it; null for an account that is gone.</summary>
    public WriterInfo? Author { get; init; }
}

/// <summary>Who wrote something.</summary>
public sealed record WriterInfo(long Id, string Login, bool IsPerson);

/// <summary>What somebody may do in a repository.</summary>
public enum PermissionLevel
{
    None,
    Read,
    Write,
    Admin,
}

/// <summary>An actor's present login, and their permission.</summary>
public sealed record ActorPermission(string Login, PermissionLevel Permission)
{
    /// <summary>Whether their commands are obeyed.</summary>
    public bool MayCommand => Permission is PermissionLevel.Write or PermissionLevel.Admin;
}
