using TaskRelay.Web.GitHub;
using TaskRelay.Web.Prompts;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>Reads from GitHub what goes into a prompt beside the command: who said what, and what they may do.</summary>
public sealed class PromptSources(
    RepositoryReader repositories, ConversationReader conversation, WriterPermissions permissions, GitHubAppSource app)
{
    private const string Guidance = "AGENTS.md";

    /// <summary>Everything, or nothing where some of it could not be asked.</summary>
    public async Task<GitHubAnswer<PromptContext>> GatherAsync(RelayTask task, long installationId, CancellationToken cancellationToken)
    {
        var place = new IssueTalk.Place(installationId, task.RepositoryId, task.RepositoryFullName);
        var readings = new PartReadings();
        var guidance = conversation.FileAsync(place, Guidance, task.BaseBranch, cancellationToken);
        var pull = task.OnPullRequest
            ? PullRequestTexts.ReadAsync(repositories, conversation, place, task, readings, cancellationToken)
            : Task.FromResult(new PullRequestTexts());
        var read = await repositories.ReadIssueAsync(installationId, task.RepositoryFullName, task.IssueNumber, cancellationToken);
        var issue = read is GitHubAnswer<IssueInfo>.Ok ok ? ok.Value : null;
        var listed = issue is null or { CommentsCount: 0 }
            ? new GitHubAnswer<IReadOnlyList<SpokenText>>.Ok([])
            : await conversation.CommentsAsync(place, task.IssueNumber, issue.CommentsCount, cancellationToken);
        var on = await pull;

        readings.Take(read.Select(_ => true), false, status => $"GitHub does not show the {Thing(task)} any more ({status}): title and text are those of the command's time, comments are missing.");
        var comments = readings.Take(listed, [], status => $"GitHub did not show the comments ({status}).");
        var rules = readings.Take(await guidance, "", _ => null);
        if (readings.Missing is { } missing)
        {
            return missing;
        }

        if (issue?.CommentsCount > comments.Count && comments.Count > 0)
        {
            readings.Notes.Add($"The {Thing(task)} has {issue.CommentsCount} comments; TaskRelay looked at the newest {comments.Count}.");
        }

        var issueAuthor = issue?.AuthorId is { } id ? new WriterInfo(id, issue.Author ?? "", IsPerson: true) : null;
        var said = new (PromptOrigin Origin, IReadOnlyList<SpokenText> Texts)[]
        {
            (PromptOrigin.Comment, [.. comments.Where(comment => comment.Id != task.CommentId && !IsOwn(comment))]),
            (PromptOrigin.Review, on.Reviews),
            (PromptOrigin.ReviewComment, on.ReviewComments),
        };
        var newest = said.SelectMany(kind => kind.Texts).OrderByDescending(text => text.UpdatedAt).Select(text => text.Author);
        var known = await permissions.OfAsync(
            place, ((WriterInfo?[])[on.Author, .. on.Commits.Authors, issueAuthor]).Concat(newest).OfType<WriterInfo>(), cancellationToken);

        var quotes = new List<PromptQuote>();
        if (rules.Length > 0)
        {
            // What stands on the base branch was pushed by somebody who may push there.
            quotes.Add(new PromptQuote { Origin = PromptOrigin.Guidance, Text = rules, Permission = PromptPermission.Write });
        }

        foreach (var (origin, texts) in said)
        {
            quotes.AddRange(Quotes(task, origin, texts, known, readings.Notes));
        }

        quotes.AddRange(on.Programs);
        return new GitHubAnswer<PromptContext>.Ok(new PromptContext(
            quotes,
            readings.Notes,
            Permission(known, issueAuthor),
            task.OnPullRequest && !(on.Commits.AreAllKnown && on.Commits.Authors.Append(on.Author).All(author => IsTrusted(Permission(known, author))))));
    }

    private static IEnumerable<PromptQuote> Quotes(
        RelayTask task, PromptOrigin origin, IReadOnlyList<SpokenText> texts, IReadOnlyDictionary<long, PromptPermission> known, List<string> notes)
    {
        var late = 0;
        foreach (var text in texts)
        {
            var permission = Permission(known, text.Author);

            // Whoever asked has not seen it. (A text by somebody who could have asked themselves may be new.)
            if (!IsTrusted(permission) && text.UpdatedAt > task.QueuedAt)
            {
                late++;
            }
            else if (text.Body.Length > 0 || text.State is "CHANGES_REQUESTED")
            {
                yield return new PromptQuote
                {
                    Origin = origin,
                    Text = text.Body,
                    Author = text.Author?.Login ?? "ghost",
                    Permission = permission,
                    At = text.CreatedAt,
                    Reference = text.Url.Length == 0 ? null : text.Url,
                    Heading = Heading(text),
                };
            }
        }

        if (late > 0)
        {
            var kind = origin switch { PromptOrigin.Comment => "comment", PromptOrigin.Review => "review", _ => "review comment" };
            notes.Add($"Left out, because they were written or changed after the command by people without write permission: {late} of the kind \"{kind}\".");
        }
    }

    private static string? Heading(SpokenText text) => text switch
    {
        { Path: { } path } => $"File: {path}{(text.Line is { } line ? $", line {line}" : "")}{(text.IsOutdated ? " (outdated)" : "")}",
        { State: { } state } => $"Review: {state.ToLowerInvariant().Replace('_', ' ')}",
        _ => null,
    };

    private bool IsOwn(SpokenText comment) => new CommentInfo(
        comment.Id, comment.Body, comment.Author?.Login, comment.Author is { IsPerson: false }, comment.ViaAppId, comment.UpdatedAt).IsBy(app.Current);

    private static PromptPermission Permission(IReadOnlyDictionary<long, PromptPermission> known, WriterInfo? writer) =>
        writer is not null && known.TryGetValue(writer.Id, out var permission) ? permission : PromptPermission.Unknown;

    private static bool IsTrusted(PromptPermission permission) => permission is PromptPermission.Write or PromptPermission.Admin;

    private static string Thing(RelayTask task) => task.OnPullRequest ? "pull request" : "issue";
}
