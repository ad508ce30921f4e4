using System.Globalization;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// Looks through a repository's comments for commands that have not come yet. As long as nobody writes, the same
/// question is answered by "not modified", which costs nothing of GitHub's allowance.
/// </summary>
public sealed class CommentCheck(
    PageReader pages, IngestMarks marks, CommentIntake intake, IOptionsMonitor<GitHubOptions> options, TimeProvider clock)
{
    /// <summary>Pages of one look; the next one goes on from there.</summary>
    private const int MostPages = 20;

    /// <summary>A repository that is seen for the first time: what was written while it was being set up.</summary>
    private static readonly TimeSpan FirstReach = TimeSpan.FromMinutes(10);

    /// <summary>Lists may show a comment later than its neighbour.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);

    /// <summary>Where webhooks come, a young comment's is on its way.</summary>
    private static readonly TimeSpan WebhookTime = TimeSpan.FromMinutes(3);

    /// <summary>One look. The answer is GitHub's last one, for its intervals and limits.</summary>
    public async Task<GitHubAnswer<GitHubPage>> RunAsync(EnabledRepository repository, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"comments:{repository.Id}");
        var stored = await marks.FindAsync(key, cancellationToken);
        var before = stored ?? new IngestMark { Key = key, Until = clock.GetUtcNow() - FirstReach };
        var since = (before.Until - Overlap).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        string? path = $"{repository.Path}/issues/comments?since={since}&sort=updated&direction=asc&per_page=100";
        var tag = before.Tag;
        var until = before.Until;
        var isWhole = true;
        GitHubAnswer<GitHubPage> answer;
        var page = 0;
        do
        {
            answer = await pages.AsInstallationAsync(repository.InstallationId, path, page == 0 ? before.Tag : null, cancellationToken);
            if (answer is not GitHubAnswer<GitHubPage>.Ok { Value: { Content: not null } list })
            {
                break;
            }

            var (reached, isDone) = await ReadAsync(repository, [.. list.Items().Select(ReadComment.From).OfType<ReadComment>()], before.Until - Overlap, cancellationToken);
            until = reached > until ? reached.Value : until;
            isWhole &= isDone && page == 0 && list.Next is null;
            tag = isWhole && until == before.Until ? list.ETag : null;
            path = isDone ? list.Next : null;
        }
        while (path is not null && ++page < MostPages);

        await marks.SaveAsync(new IngestMark { Key = key, Until = until, Tag = tag }, stored, cancellationToken);
        return answer;
    }

    /// <summary>How far the page is settled, and whether all of it is.</summary>
    private async Task<(DateTimeOffset? Until, bool IsDone)> ReadAsync(
        EnabledRepository repository, IReadOnlyList<ReadComment> comments, DateTimeOffset since, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = null;
        var unknown = (await intake.NewAsync(repository, comments, cancellationToken)).ToHashSet();
        foreach (var comment in comments)
        {
            if (unknown.Contains(comment) && !await HandleAsync(repository, comment, since, cancellationToken))
            {
                return (until, false);
            }

            until = comment.UpdatedAt;
        }

        return (until, true);
    }

    /// <summary>False when this comment has to be looked at again.</summary>
    private async Task<bool> HandleAsync(EnabledRepository repository, ReadComment comment, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var mode = options.CurrentValue;
        switch (intake.Judge(repository, comment))
        {
            case InboxDecision.Ignore ignore when !mode.TakesWebhooks:
                await intake.IgnoreAsync(repository, comment, ignore, cancellationToken);
                return true;
            case null or InboxDecision.Ignore:
                return true;
            case InboxDecision.Confused when comment.IsEdited:
            case not null when comment.IsEdited && (mode.TakesWebhooks || comment.CreatedAt < since):
                // Its webhook, or an earlier look, told what it said when it was written; an edit starts nothing.
                return true;
            case not null when !mode.Polls && clock.GetUtcNow() - comment.CreatedAt < WebhookTime:
                return false;
            default:
                return await intake.TakeAsync(repository, comment, cancellationToken);
        }
    }
}
