using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// Compares what GitHub sent with what the inbox holds, and asks for the rest once more. GitHub repeats nothing by
/// itself, and sends again on request for three days.
/// </summary>
public sealed partial class Redeliveries(
    DeliveryLog log, IngestMarks marks, IDbContextFactory<RelayDbContext> contexts, TimeProvider clock, ILogger<Redeliveries> logger)
{
    /// <summary>Key of the mark.</summary>
    public const string MarkKey = "deliveries";

    private static readonly TimeSpan Reach = TimeSpan.FromDays(3);

    /// <summary>Two a second stay below GitHub's limit on writes.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    /// <summary>What is under way is listed only when it has ended, and a list may be a little behind.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);

    /// <summary>One look. Answers how many were asked for, or that GitHub could not be asked.</summary>
    public async Task<GitHubAnswer<int>> RunAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var mark = await marks.FindAsync(MarkKey, cancellationToken);
        var since = mark is not null && mark.Until > start - Reach ? mark.Until : start - Reach;
        var listed = await log.FailedSinceAsync(since, cancellationToken);
        if (listed is not GitHubAnswer<IReadOnlyCollection<FailedDelivery>>.Ok { Value: var failed })
        {
            return listed.Select(_ => 0);
        }

        var stored = await StoredAsync([.. failed.Select(delivery => delivery.Guid)], cancellationToken);
        var open = failed
            .Where(delivery => delivery.Tries < FailedDelivery.MostTries && !stored.Contains(delivery.Guid))
            .OrderBy(delivery => delivery.FirstAt)
            .ToList();
        var answer = await AskAsync([.. open.Where(delivery => delivery.DueAt <= start)], cancellationToken);

        var until = open.Count > 0 && open[0].FirstAt < start - Settling ? open[0].FirstAt : start - Settling;

        // A mark between the tries of one delivery would hide the older ones, and the counting of them begin anew.
        foreach (var delivery in failed.Where(delivery => !stored.Contains(delivery.Guid)).OrderByDescending(delivery => delivery.FirstAt))
        {
            until = delivery.FirstAt < until && delivery.LastAt >= until ? delivery.FirstAt : until;
        }

        await marks.SaveAsync(new IngestMark { Key = MarkKey, Until = until > since ? until : since }, mark, cancellationToken);
        return answer;
    }

    private async Task<GitHubAnswer<int>> AskAsync(IReadOnlyList<FailedDelivery> due, CancellationToken cancellationToken)
    {
        var asked = 0;
        foreach (var delivery in due)
        {
            switch (await log.AskAgainAsync(delivery, cancellationToken))
            {
                case GitHubAnswer<GitHubPage>.Unavailable away:
                    return new GitHubAnswer<int>.Unavailable(away.Message, away.RetryAt);
                case GitHubAnswer<GitHubPage>.No no:
                    Log.Refused(logger, delivery.Guid, no.Status);
                    break;
                default:
                    asked++;
                    break;
            }

            await Task.Delay(Pace, clock, cancellationToken);
        }

        if (asked > 0)
        {
            Log.Asked(logger, asked);
        }

        return new GitHubAnswer<int>.Ok(asked);
    }

    /// <summary>Those that were decided: the answer was lost, and nothing else.</summary>
    private async Task<HashSet<Guid>> StoredAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        var stored = new HashSet<Guid>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var some in ids.Chunk(500))
        {
            stored.UnionWith(await db.Deliveries
                .Where(row => some.Contains(row.Id) && row.Outcome != DeliveryOutcome.Failed)
                .Select(row => row.Id)
                .ToListAsync(cancellationToken));
        }

        return stored;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} webhooks had not arrived; GitHub was asked to send them again.")]
        public static partial void Asked(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Warning, "GitHub does not send delivery {DeliveryId} again: {Status}.")]
        public static partial void Refused(ILogger logger, Guid deliveryId, int status);
    }
}
