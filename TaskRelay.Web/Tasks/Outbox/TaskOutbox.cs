using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Outbox;

/// <summary>
/// Writes what GitHub is to be told, in the transaction that causes it. Plain SQL that both databases know: it stands
/// on the ingest path.
/// </summary>
public sealed class TaskOutbox(OutboxSignal signal, TimeProvider clock)
{
    /// <summary>The status comment must be brought up to date; several changes before it is sent become one edit.</summary>
    public void TaskChanged(WriteScope scope, RelayTask task)
    {
        Put(scope, $"status:{task.Id}", OutboxKind.StatusComment, Target.Of(task), null);
        if (task.CommentId is not null && TaskMoves.IsTerminal(task.Status))
        {
            var reaction = task.Status == RelayTaskStatus.Succeeded ? "rocket" : "confused";
            React(scope, Target.Of(task), reaction, task.Attempt);
        }

        if (TaskMoves.IsTerminal(task.Status) && task.PullRequestUrl is null && task.ErrorCode != "actor_not_permitted")
        {
            Put(scope, $"mention:{task.Id}:{task.Attempt}", OutboxKind.Mention, Target.Of(task), null);
        }
    }

    /// <summary>A reaction on the command's comment; the round tells a second end of the same task apart.</summary>
    public void React(WriteScope scope, Target target, string reaction, int round = 0) =>
        Put(scope, $"reaction:{target.RepositoryId}:{target.CommentId}:{reaction}:{round}", OutboxKind.Reaction, target, reaction);

    /// <summary>A comment in answer to a command that made no task.</summary>
    public void Reply(WriteScope scope, Target target, string text) =>
        Put(scope, $"reply:{target.RepositoryId}:{target.CommentId}", OutboxKind.Reply, target, text);

    private void Put(WriteScope scope, string key, OutboxKind kind, Target target, string? content)
    {
        var now = clock.GetUtcNow();
        scope.Execute(
            """
            INSERT INTO outbox (key, kind, task_id, repository_id, repository_full_name, installation_id, issue_number,
                comment_id, content, created_at, due_at, wanted, sent, tries, dead)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p9, 1, 0, 0, @p10)
            ON CONFLICT (key) DO UPDATE SET wanted = outbox.wanted + 1, content = excluded.content,
                due_at = CASE WHEN outbox.sent < outbox.wanted THEN outbox.due_at ELSE excluded.due_at END
            """,
            key, SnakeCase.Of(kind), target.TaskId, target.RepositoryId, target.RepositoryFullName, target.InstallationId,
            target.IssueNumber, target.CommentId, content, now, false);
        scope.AfterCommit(signal.Set);
    }

    /// <summary>Where it is told.</summary>
    public sealed record Target(
        Guid? TaskId, long RepositoryId, string RepositoryFullName, long? InstallationId, int IssueNumber, long? CommentId)
    {
        /// <summary>The issue of a task.</summary>
        public static Target Of(RelayTask task) => new(
            task.Id, task.RepositoryId, task.RepositoryFullName, task.InstallationId, task.IssueNumber, task.CommentId);
    }
}
