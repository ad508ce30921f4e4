using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// Brings a task into being: its row, first history row, first event and what GitHub is told, as prepared statements,
/// because every accepted webhook passes here before it is answered.
/// </summary>
public sealed class TaskCreation(TaskOutbox outbox, TaskChanges changes, QueueSignal queue)
{
    /// <summary>Inserts the task inside the caller's piece of work.</summary>
    public void Insert(WriteScope scope, RelayTask task, string reason)
    {
        scope.Execute(
            """
            INSERT INTO tasks (id, status, source, agent, model, priority, repository_id, repository_owner, repository_name,
                installation_id, issue_number, issue_title, issue_body, issue_author, on_pull_request, comment_id, instructions,
                created_by_id, created_by_login, attempt, max_attempts, runner, created_at, queued_at, deadline_at,
                next_admission_at, admission_tries, base_branch, branch, input_tokens, output_tokens, cost_usd, last_event_seq, trace_parent)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18,
                @p19, @p20, @p21, @p22, @p22, @p23, @p22, 0, @p24, @p25, 0, 0, 0, 1, @p26)
            """,
            task.Id, SnakeCase.Of(task.Status), SnakeCase.Of(task.Source), task.Agent, task.Model, SnakeCase.Of(task.Priority),
            task.RepositoryId, task.RepositoryOwner, task.RepositoryName, task.InstallationId, task.IssueNumber, task.IssueTitle,
            task.IssueBody, task.IssueAuthor, task.OnPullRequest, task.CommentId, task.Instructions, task.CreatedById,
            task.CreatedByLogin, task.Attempt, task.MaxAttempts, task.Runner, task.CreatedAt, task.DeadlineAt, task.BaseBranch,
            task.Branch, task.TraceParent);
        scope.Execute(
            "INSERT INTO task_history (task_id, attempt, at, \"to\", reason) VALUES (@p0, @p1, @p2, @p3, @p4)",
            task.Id, task.Attempt, task.CreatedAt, SnakeCase.Of(task.Status), reason);
        scope.Execute(
            """
            INSERT INTO task_events (task_id, seq, attempt, at, kind, text, status) VALUES (@p0, 1, @p1, @p2, @p3, @p4, @p5)
            """,
            task.Id, task.Attempt, task.CreatedAt, SnakeCase.Of(TaskEventKind.State), reason, SnakeCase.Of(task.Status));
        if (task.CommentId is not null)
        {
            outbox.React(scope, TaskOutbox.Target.Of(task), "eyes");
        }

        outbox.TaskChanged(scope, task);
        changes.PublishAfterCommit(scope, task.Id);
        queue.SetAfterCommit(scope);
    }
}
