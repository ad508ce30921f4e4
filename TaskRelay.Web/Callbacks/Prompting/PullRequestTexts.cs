using TaskRelay.Web.GitHub;
using TaskRelay.Web.Prompts;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>What a pull request adds to an issue's conversation.</summary>
internal sealed record PullRequestTexts
{
    public WriterInfo? Author { get; private init; }

    public CommitAuthors Commits { get; private init; } = new([], AreAllKnown: false);

    public IReadOnlyList<SpokenText> Reviews { get; private init; } = [];

    public IReadOnlyList<SpokenText> ReviewComments { get; private init; } = [];

    public IReadOnlyList<PromptQuote> Programs { get; private init; } = [];

    /// <summary>Reads all of it at once.</summary>
    public static async Task<PullRequestTexts> ReadAsync(
        RepositoryReader repositories, ConversationReader conversation, IssueTalk.Place place, RelayTask task, PartReadings readings, CancellationToken cancellationToken)
    {
        var number = task.IssueNumber;
        var reviews = conversation.ReviewsAsync(place, number, cancellationToken);
        var comments = conversation.ReviewCommentsAsync(place, number, cancellationToken);
        var diff = conversation.DiffAsync(place, number, cancellationToken);
        var commits = conversation.CommitAuthorsAsync(place, number, cancellationToken);
        var read = await repositories.ReadPullRequestHeadAsync(place.InstallationId, place.FullName, number, cancellationToken);
        var head = read is GitHubAnswer<PullRequestHead>.Ok ok ? ok.Value : null;
        var checks = head is { HeadSha.Length: > 0 } known ? conversation.FailedChecksAsync(place, known.HeadSha, cancellationToken) : null;
        await Task.WhenAll([reviews, comments, diff, commits, .. checks is null ? Array.Empty<Task>() : [checks]]);

        readings.Take(read.Select(_ => true), false, status => $"GitHub did not show the pull request itself ({status}).");
        var changes = readings.Take(await diff, "", status => status == 406
            ? "The pull request changes more than GitHub writes out: git shows what it changes."
            : $"GitHub did not show what the pull request changes ({status}): git does.");
        IReadOnlyList<FailedCheck> failed = checks is null ? [] : readings.Take(await checks, [], status => status is 403 or 422
            ? "Which checks failed could not be read: the GitHub App has no permission to read checks."
            : $"GitHub did not show which checks failed ({status}).");
        return new PullRequestTexts
        {
            Author = head?.Author,
            Commits = readings.Take(await commits, new([], AreAllKnown: false), _ => null),
            Reviews = readings.Take(await reviews, [], status => $"GitHub did not show the reviews ({status})."),
            ReviewComments = readings.Take(await comments, [], status => $"GitHub did not show the comments on lines ({status})."),
            Programs = [.. failed.Select(Quote), .. changes.Length == 0 ? Array.Empty<PromptQuote>() : [Diff(changes)]],
        };
    }

    private static PromptQuote Quote(FailedCheck check) => new()
    {
        Origin = PromptOrigin.Check,
        Heading = $"Check: {check.Name} ({check.Conclusion}){(string.IsNullOrWhiteSpace(check.Title) ? "" : $": {check.Title}")}",
        Text = check.Summary ?? "",
        At = check.CompletedAt,
        Reference = check.Url,
    };

    private static PromptQuote Diff(string text) => new() { Origin = PromptOrigin.Diff, Text = text, IsMarkdown = false };
}
