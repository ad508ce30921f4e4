using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>Comments and reactions, as an installation writes and reads them.</summary>
public sealed class IssueTalk(GitHubAsk ask)
{
    private const int PageSize = 100;

    /// <summary>A bound for a list that does not end.</summary>
    private const int MostPages = 100;

    /// <summary>Where it is said.</summary>
    public sealed record Place(long InstallationId, long RepositoryId, string FullName);

    /// <summary>Reacts to a comment; a second equal reaction changes nothing.</summary>
    public async Task<GitHubAnswer<long>> ReactAsync(Place place, long commentId, string reaction, CancellationToken cancellationToken) =>
        (await ask.AboutRepositoryAsync(
            place.InstallationId,
            place.RepositoryId,
            async github => (await github.Post<WireReaction>(
                Path(place, $"issues/comments/{commentId}/reactions"), new Dictionary<string, string> { ["content"] = reaction }, null, null, default(IDictionary<string, string>), cancellationToken)).Body,
            cancellationToken))
            .Select(made => made.Id);

    /// <summary>Writes a new comment and answers its id.</summary>
    public async Task<GitHubAnswer<long>> PostAsync(Place place, int issueNumber, string body, CancellationToken cancellationToken) =>
        (await ask.AboutRepositoryAsync(
            place.InstallationId,
            place.RepositoryId,
            async github => (await github.Post<WireComment>(
                Path(place, $"issues/{issueNumber}/comments"), new Dictionary<string, string> { ["body"] = body }, null, null, default(IDictionary<string, string>), cancellationToken)).Body,
            cancellationToken))
            .Select(posted => posted.Id);

    /// <summary>Replaces a comment's text.</summary>
    public async Task<GitHubAnswer<long>> EditAsync(Place place, long commentId, string body, CancellationToken cancellationToken) =>
        (await ask.AboutRepositoryAsync(
            place.InstallationId,
            place.RepositoryId,
            async github => (await github.Patch<WireComment>(Path(place, $"issues/comments/{commentId}"), new Dictionary<string, string> { ["body"] = body })).Body,
            cancellationToken))
            .Select(edited => edited.Id);

    /// <summary>One comment; a no with 404 when it is gone.</summary>
    public async Task<GitHubAnswer<CommentInfo>> ReadAsync(Place place, long commentId, CancellationToken cancellationToken) =>
        (await ask.AboutRepositoryAsync(
            place.InstallationId,
            place.RepositoryId,
            async github => (await github.Get<WireComment>(Path(place, $"issues/comments/{commentId}"), null, null, cancellationToken)).Body,
            cancellationToken))
            .Select(Comment);

    /// <summary>An issue's comments that were written or changed since then, all pages.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<CommentInfo>>> ListAsync(
        Place place, int issueNumber, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var comments = new List<CommentInfo>();
        for (var page = 1; page <= MostPages; page++)
        {
            var path = Path(place, $"issues/{issueNumber}/comments?since={since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&per_page={PageSize}&page={page}");
            var answer = await ask.AboutRepositoryAsync(
                place.InstallationId,
                place.RepositoryId,
                async github => (await github.Get<List<WireComment>>(path, null, null, cancellationToken)).Body,
                cancellationToken);
            if (answer is not GitHubAnswer<List<WireComment>>.Ok { Value: var found })
            {
                return answer.Select<List<WireComment>, IReadOnlyList<CommentInfo>>(_ => comments);
            }

            comments.AddRange(found.Select(Comment));
            if (found.Count < PageSize)
            {
                break;
            }
        }

        return new GitHubAnswer<IReadOnlyList<CommentInfo>>.Ok(comments);
    }

    private static CommentInfo Comment(WireComment comment) => new(
        comment.Id, comment.Body ?? "", comment.User?.Login, comment.User?.Type == "Bot", comment.PerformedViaGitHubApp?.Id, comment.UpdatedAt);

    private static Uri Path(Place place, string rest) =>
        new($"repos/{string.Join('/', place.FullName.Split('/').Select(Uri.EscapeDataString))}/{rest}", UriKind.Relative);
}
