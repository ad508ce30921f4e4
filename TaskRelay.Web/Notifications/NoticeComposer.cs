using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Notifications;

/// <summary>Reads what an outbox row is about, as it is now, and says what GitHub is to be told.</summary>
public sealed class NoticeComposer(
    IDbContextFactory<RelayDbContext> contexts, PublicAddress address, IOptionsMonitor<GitHubOptions> options, TimeProvider clock)
{
    /// <summary>
    /// How long a new task's first comment waits for admission. Who may not command is to be told once and not by a
    /// comment each time, and that is not known before.
    /// </summary>
    private static readonly TimeSpan AdmissionGrace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>The row's meaning now.</summary>
    public async Task<Notice> ComposeAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var task = item.TaskId is { } id ? await db.Tasks.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        return item.Kind switch
        {
            OutboxKind.Reaction => Reaction(item, task),
            OutboxKind.StatusComment when task is not null => await StatusAsync(db, item, task, cancellationToken),
            OutboxKind.Mention when task is not null => await MentionAsync(db, item, task, cancellationToken),
            OutboxKind.Refusal => await RefusalAsync(db, item, cancellationToken),
            OutboxKind.Reply => Comment(item, CommentText.Redacted(item.Content ?? "")),

            // The task was deleted.
            _ => new Notice.Nothing(),
        };
    }

    private static Notice Reaction(OutboxItem item, RelayTask? task)
    {
        // Round 0 answers the command; a later round tells the end of that attempt, which a retry has outlived.
        var round = Last(item.Key);
        var isOutlived = round > 0 && (task is null || task.Attempt != round || !TaskMoves.IsTerminal(task.Status));
        return item is { CommentId: { } comment, Content: { } content } && !isOutlived
            ? new Notice.Reaction(comment, content)
            : new Notice.Nothing();
    }

    private async Task<Notice> StatusAsync(RelayDbContext db, OutboxItem item, RelayTask task, CancellationToken cancellationToken)
    {
        var wasNeverTold = item.RemoteId is null && item.Tries == 0;
        var now = clock.GetUtcNow();
        if (wasNeverTold && task is { Status: RelayTaskStatus.Queued, AdmittedAt: null, WaitReason: null } && now < task.QueuedAt + AdmissionGrace)
        {
            return new Notice.Later(now + LookAgain);
        }

        if (wasNeverTold && IsRefused(task) && await WasToldAsync(db, item, task.CreatedById, cancellationToken))
        {
            return new Notice.Nothing();
        }

        return Comment(item, StatusComposer.Status(await FactsAsync(db, task, cancellationToken)));
    }

    private async Task<Notice> MentionAsync(RelayDbContext db, OutboxItem item, RelayTask task, CancellationToken cancellationToken)
    {
        var isOutlived = task.Attempt != Last(item.Key) || !TaskMoves.IsTerminal(task.Status);

        // A push to the pull request that the command stands on is told to its followers by GitHub itself.
        var isTold = task.PullRequestUrl is not null || task is { Status: RelayTaskStatus.Succeeded, OnPullRequest: true, CommitSha: not null };
        return isOutlived || isTold ? new Notice.Nothing() : Comment(item, StatusComposer.Mention(await FactsAsync(db, task, cancellationToken)));
    }

    private static async Task<Notice> RefusalAsync(RelayDbContext db, OutboxItem item, CancellationToken cancellationToken) =>
        await WasToldAsync(db, item, Last(item.Key), cancellationToken)
            ? new Notice.Nothing()
            : Comment(item, CommentText.Redacted(item.Content ?? ""));

    /// <summary>
    /// Whether this person was already told on this issue that they may not command. Rows of one issue are sent one
    /// after the other, so two refusals can't both be the first.
    /// </summary>
    private static async Task<bool> WasToldAsync(RelayDbContext db, OutboxItem item, long personId, CancellationToken cancellationToken)
    {
        var refusal = TaskOutbox.RefusalKey(item.RepositoryId, item.IssueNumber, personId);
        return await db.Outbox.AnyAsync(row => row.Key == refusal && row.Key != item.Key && row.RemoteId != null, cancellationToken)
            || await (
                from row in db.Outbox
                join other in db.Tasks on row.TaskId equals other.Id
                where row.Kind == OutboxKind.StatusComment
                    && row.Key != item.Key
                    && row.RemoteId != null
                    && other.RepositoryId == item.RepositoryId
                    && other.IssueNumber == item.IssueNumber
                    && other.CreatedById == personId
                    && other.Status == RelayTaskStatus.Rejected
                    && other.ErrorCode == TaskOutbox.NotPermitted
                select row.Key).AnyAsync(cancellationToken);
    }

    private async Task<StatusFacts> FactsAsync(RelayDbContext db, RelayTask task, CancellationToken cancellationToken)
    {
        int? place = null;
        if (task.Status == RelayTaskStatus.Queued)
        {
            TaskPriority[] higher = [.. Enum.GetValues<TaskPriority>().Where(priority => priority > task.Priority)];
            place = 1 + await db.Tasks.CountAsync(
                other => other.Status == RelayTaskStatus.Queued
                    && other.Id != task.Id
                    && (higher.Contains(other.Priority) || (other.Priority == task.Priority && other.QueuedAt < task.QueuedAt)),
                cancellationToken);
        }

        return new StatusFacts(task, place, new Uri(address.Value, $"tasks/{task.Id}"), options.CurrentValue.Mention);
    }

    private static Notice.Comment Comment(OutboxItem item, string text) => new($"<!-- taskrelay:{item.Key} -->", text);

    private static bool IsRefused(RelayTask task) => task is { Status: RelayTaskStatus.Rejected, ErrorCode: TaskOutbox.NotPermitted };

    /// <summary>The number at the end of a key: an attempt, a round, a person.</summary>
    private static long Last(string key) => long.TryParse(key[(key.LastIndexOf(':') + 1)..], out var number) ? number : 0;
}
