using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Commands;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Webhooks;

/// <summary>
/// Stores a delivery, its decision and what it causes in one transaction. Unique keys decide duplicates, never a
/// look-up first: the delivery's id, and the comment within its repository.
/// </summary>
public sealed class WebhookInbox(
    IWriteGate writes, TaskCreation creation, TaskOutbox outbox, TaskDefaults defaults, ControlSignal controls, AuditLog audit, ExternalChanges following,
    TaskChanges changes)
{
    /// <summary>Returns after the commit.</summary>
    public Task<InboxResult> StoreAsync(InboxItem item, CancellationToken cancellationToken) =>
        writes.WriteAsync((scope, token) => StoreAsync(scope, item, token), cancellationToken);

    /// <summary>Marks a delivery whose processing broke, so that its redelivery is processed again.</summary>
    public Task StoreFailureAsync(InboxItem item, string error, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            (scope, _) =>
            {
                InsertDelivery(scope, item, new InboxResult(DeliveryOutcome.Failed, error));
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>
    /// Stores the decision anew that a person asked for. A refusal gives its comment back first, so that the same
    /// comment may act now; what acted before keeps its claim, and is told as a duplicate.
    /// </summary>
    public Task<InboxResult> ReplayAsync(InboxItem item, AuditActor by, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            async (scope, token) =>
            {
                if (scope.Execute("UPDATE deliveries SET outcome = 'failed' WHERE id = @p0 AND outcome IN ('rejected', 'failed')", item.DeliveryId) > 0)
                {
                    scope.Execute("DELETE FROM comment_claims WHERE delivery_id = @p0 AND task_id IS NULL", item.DeliveryId);
                }

                var result = await StoreAsync(scope, item, token);
                audit.Add(scope, by, AuditActions.DeliveryReplayed, $"delivery {item.DeliveryId}", SnakeCase.Of(result.Outcome));
                return result;
            },
            cancellationToken);

    private bool InsertDelivery(WriteScope scope, InboxItem item, InboxResult result)
    {
        scope.AfterCommit(() => changes.Publish(TaskChanges.Inbox));
        var payload = item.Payload;
        return scope.Execute(
            """
            INSERT INTO deliveries (id, event, action, received_at, installation_id, repository_id, repository_full_name,
                issue_number, comment_id, sender_id, outcome, reason, task_id, body, source)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)
            ON CONFLICT (id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, task_id = excluded.task_id
                WHERE deliveries.outcome = 'failed'
            """,
            item.DeliveryId, item.Event, payload.Action, item.ReceivedAt, payload.Installation?.Id, payload.Repository?.Id,
            payload.Repository is { } repository ? $"{repository.Owner.Login}/{repository.Name}" : null,
            payload.Issue?.Number, payload.Comment?.Id, payload.Sender?.Id, SnakeCase.Of(result.Outcome), result.Reason,
            result.TaskId, item.Body, SnakeCase.Of(item.Source)) > 0;
    }

    private Task<InboxResult> StoreAsync(WriteScope scope, InboxItem item, CancellationToken cancellationToken) =>
        item.Decision is InboxDecision.Follow follow
            ? FollowAsync(scope, item, follow, cancellationToken)
            : Task.FromResult(Store(scope, item));

    /// <summary>
    /// What a change on GitHub causes. A deleted comment is answered as ignored whatever came of it, as every deletion
    /// is; the inbox names the task.
    /// </summary>
    private async Task<InboxResult> FollowAsync(WriteScope scope, InboxItem item, InboxDecision.Follow follow, CancellationToken cancellationToken)
    {
        var ignored = new InboxResult(DeliveryOutcome.Ignored, follow.Reason);
        if (!InsertDelivery(scope, item, ignored))
        {
            return Seen(scope, item);
        }

        if (await following.ApplyAsync(scope, item, follow.Change, cancellationToken) is not { } taskId)
        {
            return ignored;
        }

        var result = follow.Change is ExternalChange.CommentDeleted
            ? ignored with { TaskId = taskId }
            : new InboxResult(DeliveryOutcome.Accepted, TaskId: taskId);
        scope.Execute(
            "UPDATE deliveries SET outcome = @p1, reason = @p2, task_id = @p3 WHERE id = @p0",
            item.DeliveryId, SnakeCase.Of(result.Outcome), result.Reason, taskId);
        return result;
    }

    private static InboxResult Seen(WriteScope scope, InboxItem item) => new(
        DeliveryOutcome.Duplicate,
        TaskId: scope.QueryFirst("SELECT task_id FROM deliveries WHERE id = @p0", ReadTaskId, item.DeliveryId));

    private InboxResult Store(WriteScope scope, InboxItem item)
    {
        var result = item.Decision switch
        {
            InboxDecision.Pong => new InboxResult(DeliveryOutcome.Pong),
            InboxDecision.Ignore ignore => new InboxResult(DeliveryOutcome.Ignored, ignore.Reason),
            InboxDecision.Confused => new InboxResult(DeliveryOutcome.Ignored, IgnoreReasons.MentionNotFirst),
            InboxDecision.Refuse refuse => new InboxResult(DeliveryOutcome.Rejected, refuse.Reason),
            InboxDecision.Start start => new InboxResult(DeliveryOutcome.Accepted, TaskId: start.Task.Id),
            InboxDecision.Control control => new InboxResult(DeliveryOutcome.Accepted, TaskId: Meant(scope, item, control.Verb)),
            var other => throw new InvalidOperationException($"No outcome for {other.GetType().Name}."),
        };
        if (!InsertDelivery(scope, item, result))
        {
            return Seen(scope, item);
        }

        if (item.Decision is InboxDecision.Pong or InboxDecision.Ignore)
        {
            return result;
        }

        // One comment acts once, whichever delivery brings it first.
        var (repositoryId, commentId) = (item.Payload.Repository!.Id, item.Payload.Comment!.Id);
        var isFirst = scope.Execute(
            """
            INSERT INTO comment_claims (repository_id, comment_id, delivery_id, task_id) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT (repository_id, comment_id) DO NOTHING
            """,
            repositoryId, commentId, item.DeliveryId, result.TaskId) > 0;
        if (!isFirst)
        {
            var taskId = scope.QueryFirst(
                "SELECT task_id FROM comment_claims WHERE repository_id = @p0 AND comment_id = @p1", ReadTaskId, repositoryId, commentId);
            scope.Execute("UPDATE deliveries SET outcome = 'duplicate', reason = NULL, task_id = @p1 WHERE id = @p0", item.DeliveryId, taskId);
            return new InboxResult(DeliveryOutcome.Duplicate, TaskId: taskId);
        }

        Cause(scope, item, result.TaskId);
        CrashPoints.Pass("before_commit");
        return result;
    }

    private void Cause(WriteScope scope, InboxItem item, Guid? taskId)
    {
        switch (item.Decision)
        {
            case InboxDecision.Start start:
                TaskDefaults.Apply(start.Task, defaults.Of(scope, start.Task.CreatedById, start.Task.RepositoryId, start.Wish));
                creation.Insert(scope, start.Task, $"Asked for by {start.Task.CreatedByLogin} in a comment.");
                break;
            case InboxDecision.Control control:
                InsertControl(scope, item, control.Verb, taskId);
                outbox.React(scope, TargetOf(item), "eyes");
                controls.SetAfterCommit(scope);
                break;
            case InboxDecision.Refuse refuse:
                outbox.React(scope, TargetOf(item), "confused");
                outbox.Reply(scope, TargetOf(item), CommandHelp.With(refuse.Reply, RepositoryWords.Of(SettingsOf(scope, item))));
                break;
            case InboxDecision.Confused:
                outbox.React(scope, TargetOf(item), "confused");
                break;
        }
    }

    private static RepositorySettings? SettingsOf(WriteScope scope, InboxItem item)
    {
        var repositoryId = item.Payload.Repository!.Id;
        return scope.Db.RepositorySettings.AsNoTracking().FirstOrDefault(row => row.RepositoryId == repositoryId);
    }

    private static void InsertControl(WriteScope scope, InboxItem item, ControlVerb verb, Guid? taskId)
    {
        var (repository, comment) = (item.Payload.Repository!, item.Payload.Comment!);
        scope.Execute(
            """
            INSERT INTO control_requests (repository_id, comment_id, verb, task_id, repository_owner, repository_name,
                installation_id, issue_number, actor_id, actor_login, created_at, due_at, tries)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p10, 0)
            """,
            repository.Id, comment.Id, SnakeCase.Of(verb), taskId, repository.Owner.Login, repository.Name,
            item.Payload.Installation?.Id, item.Payload.Issue!.Number, comment.User.Id, comment.User.Login, item.ReceivedAt);
    }

    /// <summary>The newest task of the issue that the verb fits.</summary>
    private static Guid? Meant(WriteScope scope, InboxItem item, ControlVerb verb)
    {
        var fits = verb switch
        {
            ControlVerb.Stop => "AND status IN ('queued', 'running', 'stopping')",
            ControlVerb.Retry => "AND status IN ('failed', 'timed_out', 'stopped', 'rejected')",
            ControlVerb.Status => "",
            _ => "AND 1 = 0",
        };
        return scope.QueryFirst(
            $"SELECT id FROM tasks WHERE repository_id = @p0 AND issue_number = @p1 {fits} ORDER BY id DESC LIMIT 1",
            ReadTaskId, item.Payload.Repository!.Id, item.Payload.Issue!.Number);
    }

    private static TaskOutbox.Target TargetOf(InboxItem item)
    {
        var repository = item.Payload.Repository!;
        return new TaskOutbox.Target(
            null, repository.Id, $"{repository.Owner.Login}/{repository.Name}", item.Payload.Installation?.Id,
            item.Payload.Issue!.Number, item.Payload.Comment!.Id);
    }

    private static Guid? ReadTaskId(System.Data.Common.DbDataReader reader) => reader.IsDBNull(0) ? null : reader.GetGuid(0);
}
