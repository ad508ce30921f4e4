using TaskRelay.Web.GitHubData;

namespace TaskRelay.Web.Components.Parts;

/// <summary>A pull request's changes, as far as GitHub shows them to a person.</summary>
/// <param name="PullRequest">As it is now; null when GitHub did not say.</param>
/// <param name="Files">Its files.</param>
/// <param name="IsPartial">There are more files.</param>
/// <param name="Trouble">Why there are none.</param>
public sealed record PullRequestChanges(GitHubPullRequest? PullRequest, IReadOnlyList<GitHubChangedFile> Files, bool IsPartial, string? Trouble)
{
    /// <summary>Of the two answers.</summary>
    public static PullRequestChanges Of(GitHubRead<GitHubPullRequest> state, GitHubRead<IReadOnlyList<GitHubChangedFile>> files)
    {
        var pull = state is GitHubRead<GitHubPullRequest>.Found(var known, _) ? known : null;
        return files switch
        {
            GitHubRead<IReadOnlyList<GitHubChangedFile>>.Found(var list, var isPartial) => new(pull, list, isPartial, null),
            GitHubRead<IReadOnlyList<GitHubChangedFile>>.Failed({ IsNotFound: true }) => new(pull, [], false, "GitHub does not show you this pull request."),
            GitHubRead<IReadOnlyList<GitHubChangedFile>>.Failed(var trouble) => new(pull, [], false, trouble.Message),
            _ => throw new InvalidOperationException("A read has two forms."),
        };
    }
}
