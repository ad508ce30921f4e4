using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Outbox;

/// <summary>
/// Writes what GitHub is to be told, in the transaction that causes it. Plain SQL that both databases know: it stands
/// on the ingest path.
/// </summary>
public sealed class TaskOutbox(OutboxSignal signal, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO outbox (key, kind, task_id, repository_id, repository_full_name, installation_id, issue_number,
            comment_id, content, created_at, due_at, wanted, sent, tries, dead)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p9, 1, 0, 0, @p10)
        """;

    private const string Update =
        """
         ON CONFLICT (key) DO UPDATE SET wanted = outbox.wanted + 1, content = excluded.content,
            repository_full_name = excluded.repository_full_name,
            installation_id = COALESCE(excluded.installation_id, outbox.installation_id),
            tries = CASE WHEN outbox.dead THEN 1 ELSE outbox.tries END, dead = excluded.dead,
            due_at =
        """ + " ";

    private const string Later = "CASE WHEN outbox.due_at < excluded.due_at THEN excluded.due_at ELSE outbox.due_at END";

    /// <summary>The error code of a refusal for lack of permission, which is not told by a comment each time.</summary>
    public const string NotPermitted = "actor_not_permitted";

    /// <summary>The status comment must be brought up to date; several changes before it is sent become one edit.</summary>
    public void TaskChanged(WriteScope scope, RelayTask task)
    {
        var isEnd = TaskMoves.IsTerminal(task.Status);
        Put(scope, $"status:{task.Id}", OutboxKind.StatusComment, Target.Of(task), null, atOnce: isEnd);
        if (isEnd && task.CommentId is not null)
        {
            var reaction = task.Status == RelayTaskStatus.Succeeded ? "rocket" : "confused";
            React(scope, Target.Of(task), reaction, task.Attempt);
        }

        if (isEnd && task.PullRequestUrl is null && task.ErrorCode != NotPermitted)
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

    /// <summary>
    /// A command that made no task and that its writer may not give: told by a comment once for each person and issue,
    /// and by a reaction each time. A task that is refused so tells it by its status comment.
    /// </summary>
    public void Refuse(WriteScope scope, Target target, long personId, string text)
    {
        React(scope, target, "confused");
        Put(scope, RefusalKey(target.RepositoryId, target.IssueNumber, personId), OutboxKind.Refusal, target, text, once: true);
    }

    /// <summary>
    /// There is nobody to tell any more: the issue is gone, or the App is. What was not sent is put aside, and comes
    /// back when there is news and a place again.
    /// </summary>
    public static void PutAside(WriteScope scope, long repositoryId, int? issueNumber, string reason)
    {
        const string aside = "UPDATE outbox SET dead = @p1, last_error = @p2 WHERE sent < wanted AND NOT dead AND repository_id = @p0";
        if (issueNumber is { } number)
        {
            scope.Execute(aside + " AND issue_number = @p3", repositoryId, true, reason, number);
        }
        else
        {
            scope.Execute(aside, repositoryId, true, reason);
        }
    }

    /// <summary>Key of the row that tells a person on an issue that they may not command.</summary>
    public static string RefusalKey(long repositoryId, int issueNumber, long personId) => $"refusal:{repositoryId}:{issueNumber}:{personId}";

    /// <summary>
    /// Writes a row or raises the version that is wanted of it. It stays due when it was (the sender spaces edits and
    /// backs off by that), unless the news can't wait. News revive a row that was given up, with the doubt kept whether
    /// a comment was posted: tries other than 0 make the sender look.
    /// </summary>
    private void Put(
        WriteScope scope, string key, OutboxKind kind, Target target, string? content, bool atOnce = false, bool once = false)
    {
        var now = clock.GetUtcNow();
        scope.Execute(
            once ? Insert + " ON CONFLICT (key) DO NOTHING" : atOnce ? Insert + Update + "excluded.due_at" : Insert + Update + Later,
            key, SnakeCase.Of(kind), target.TaskId, target.RepositoryId, target.RepositoryFullName, target.InstallationId,
            target.IssueNumber, target.CommentId, content, now, false);
        signal.SetAfterCommit(scope);
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
