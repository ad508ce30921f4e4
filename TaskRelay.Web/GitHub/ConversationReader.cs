using System.Text;
using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>What was said and found on an issue or pull request, for the prompt. Every list is bounded, the newest first to be kept.</summary>
public sealed class ConversationReader(GitHubAsk ask)
{
    /// <summary>How many texts of a kind are looked at.</summary>
    public const int Most = 100;

    private const int MostReviewPages = 5;
    private const int MostCommitPages = 3;

    /// <summary>The newest comments, oldest first.</summary>
    /// <param name="place">Where.</param>
    /// <param name="number">Of the issue.</param>
    /// <param name="count">How many there are, as the issue says: GitHub lists the oldest first, and knows no other order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<GitHubAnswer<IReadOnlyList<SpokenText>>> CommentsAsync(
        IssueTalk.Place place, int number, int count, CancellationToken cancellationToken)
    {
        var last = Math.Max(1, (count + Most - 1) / Most);
        var found = new List<WireComment>();
        foreach (var page in last > 1 ? [last - 1, last] : (int[])[1])
        {
            var answer = await TalkAsync<List<WireComment>>(place, $"issues/{number}/comments?per_page={Most}&page={page}", cancellationToken);
            if (answer is not GitHubAnswer<List<WireComment>>.Ok { Value: var more })
            {
                return answer.Select<List<WireComment>, IReadOnlyList<SpokenText>>(_ => []);
            }

            found.AddRange(more);
        }

        return new GitHubAnswer<IReadOnlyList<SpokenText>>.Ok(
            [.. found.TakeLast(Most).Select(comment => new SpokenText(
                comment.Id, comment.Body ?? "", comment.User?.Writer, comment.CreatedAt, comment.UpdatedAt, comment.HtmlUrl)
            { ViaAppId = comment.PerformedViaGitHubApp?.Id })]);
    }

    /// <summary>The newest submitted reviews, oldest first.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<SpokenText>>> ReviewsAsync(IssueTalk.Place place, int number, CancellationToken cancellationToken)
    {
        var found = await PagesAsync<WireReview>(place, $"pulls/{number}/reviews", MostReviewPages, cancellationToken);
        return found.Select<List<WireReview>, IReadOnlyList<SpokenText>>(reviews =>
            [.. reviews.Where(review => review.SubmittedAt is not null).TakeLast(Most).Select(review => new SpokenText(
                review.Id, review.Body ?? "", review.User?.Writer, review.SubmittedAt!.Value, review.SubmittedAt.Value, review.HtmlUrl)
            { State = review.State })]);
    }

    /// <summary>The newest comments on lines, oldest first.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<SpokenText>>> ReviewCommentsAsync(IssueTalk.Place place, int number, CancellationToken cancellationToken) =>
        (await TalkAsync<List<WireReviewComment>>(place, $"pulls/{number}/comments?sort=created&direction=desc&per_page={Most}", cancellationToken))
            .Select<List<WireReviewComment>, IReadOnlyList<SpokenText>>(comments =>
                [.. comments.AsEnumerable().Reverse().Select(comment => new SpokenText(
                    comment.Id, comment.Body ?? "", comment.User?.Writer, comment.CreatedAt, comment.UpdatedAt, comment.HtmlUrl)
                {
                    Path = comment.Path,
                    Line = comment.Line ?? comment.OriginalLine,
                    IsOutdated = comment.Line is null,
                })]);

    /// <summary>Checks of a commit that failed or ran out of time. A no with 403 or 422 where the App may not read checks.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<FailedCheck>>> FailedChecksAsync(IssueTalk.Place place, string sha, CancellationToken cancellationToken) =>
        (await ask.AboutChecksAsync(
            place.InstallationId,
            place.RepositoryId,
            github => GetAsync<WireCheckRunList>(github, place, $"commits/{Uri.EscapeDataString(sha)}/check-runs?status=completed&filter=latest&per_page={Most}", null, cancellationToken),
            cancellationToken))
            .Select<WireCheckRunList, IReadOnlyList<FailedCheck>>(list =>
                [.. (list.CheckRuns ?? []).Where(run => run.Conclusion is "failure" or "timed_out").Select(run => new FailedCheck(
                    run.Name, run.Conclusion!, run.Output?.Title, run.Output?.Summary, run.CompletedAt, run.HtmlUrl))]);

    /// <summary>What the pull request changes. A no with 406 where that is more than GitHub writes out.</summary>
    public Task<GitHubAnswer<string>> DiffAsync(IssueTalk.Place place, int number, CancellationToken cancellationToken) =>
        ask.AboutRepositoryAsync(
            place.InstallationId,
            place.RepositoryId,
            github => GetAsync<string>(github, place, $"pulls/{number}", "application/vnd.github.diff", cancellationToken),
            cancellationToken);

    /// <summary>Whose commits the pull request is made of, by the addresses in them, which anybody can make up.</summary>
    public async Task<GitHubAnswer<CommitAuthors>> CommitAuthorsAsync(IssueTalk.Place place, int number, CancellationToken cancellationToken) =>
        (await PagesAsync<WireCommit>(place, $"pulls/{number}/commits", MostCommitPages, cancellationToken))
            .Select(commits => new CommitAuthors(
                [.. commits.Select(commit => commit.Author).OfType<WireAccount>().DistinctBy(author => author.Id).Select(author => author.Writer)],
                commits.Count < 250 && commits.TrueForAll(commit => commit.Author is not null)));

    /// <summary>A file's text at a branch; a no with 404 when it is not there.</summary>
    public async Task<GitHubAnswer<string>> FileAsync(IssueTalk.Place place, string path, string? branch, CancellationToken cancellationToken)
    {
        var at = branch is null ? "" : $"?ref={Uri.EscapeDataString(branch)}";
        var answer = await ask.AboutContentsAsync(
            place.InstallationId,
            place.RepositoryId,
            github => GetAsync<WireContent>(github, place, $"contents/{path}{at}", null, cancellationToken),
            cancellationToken);
        return answer.Then<WireContent, string>(file => file is { Type: "file", Encoding: "base64", Content: { } content }
            ? new GitHubAnswer<string>.Ok(Encoding.UTF8.GetString(Convert.FromBase64String(content)))
            : new GitHubAnswer<string>.No(404, $"{path} is no file of a readable size."));
    }

    private async Task<GitHubAnswer<List<T>>> PagesAsync<T>(IssueTalk.Place place, string path, int most, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        for (var page = 1; page <= most; page++)
        {
            var answer = await TalkAsync<List<T>>(place, $"{path}?per_page={Most}&page={page}", cancellationToken);
            if (answer is not GitHubAnswer<List<T>>.Ok { Value: var found })
            {
                return answer;
            }

            all.AddRange(found);
            if (found.Count < Most)
            {
                break;
            }
        }

        return new GitHubAnswer<List<T>>.Ok(all);
    }

    private Task<GitHubAnswer<T>> TalkAsync<T>(IssueTalk.Place place, string path, CancellationToken cancellationToken)
        where T : class =>
        ask.AboutRepositoryAsync(
            place.InstallationId, place.RepositoryId, github => GetAsync<T>(github, place, path, null, cancellationToken), cancellationToken);

    private static async Task<T?> GetAsync<T>(IConnection github, IssueTalk.Place place, string path, string? accepts, CancellationToken cancellationToken)
        where T : class
    {
        var repository = string.Join('/', place.FullName.Split('/').Select(Uri.EscapeDataString));
        return (await github.Get<T>(new Uri($"repos/{repository}/{path}", UriKind.Relative), null, accepts, cancellationToken)).Body;
    }
}
