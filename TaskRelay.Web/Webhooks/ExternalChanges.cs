using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Webhooks;

/// <summary>
/// Draws the consequences of what happened on GitHub, in the delivery's own transaction: store work only. Whoever may
/// close an issue or remove the App may by that end the work on it.
/// </summary>
public sealed class ExternalChanges(TaskControl control, TaskChanges changes, TimeProvider clock)
{
    private static readonly RelayTaskStatus[] Ending = [RelayTaskStatus.Queued, RelayTaskStatus.Running];

    /// <summary>Applies it and names the newest task that it concerned, if it concerned one.</summary>
    public Task<Guid?> ApplyAsync(WriteScope scope, InboxItem item, ExternalChange change, CancellationToken cancellationToken) => change switch
    {
        ExternalChange.IssueEnded ended => OnIssueAsync(scope, item, ended, cancellationToken),
        ExternalChange.CommentDeleted deleted => OnCommentAsync(scope, item, deleted, cancellationToken),
        ExternalChange.AccessEnded lost => OnAccessAsync(scope, item, lost, cancellationToken),
        ExternalChange.PullRequestMoved moved => OnPullRequestAsync(scope, item, moved, cancellationToken),
        var other => throw new InvalidOperationException($"Nothing follows from {other.GetType().Name}."),
    };

    private async Task<Guid?> OnIssueAsync(WriteScope scope, InboxItem item, ExternalChange.IssueEnded ended, CancellationToken cancellationToken)
    {
        var repositoryId = item.Payload.Repository!.Id;
        var concerned = await StopAsync(
            scope, item, scope.Db.Tasks.Where(task => task.RepositoryId == repositoryId && task.IssueNumber == ended.Number), ended.Reason, cancellationToken);
        if (ended.IsGone)
        {
            TaskOutbox.PutAside(scope, repositoryId, ended.Number, ended.Reason);
        }

        return concerned;
    }

    /// <summary>What runs already is not taken back by this: that is what stop is for.</summary>
    private Task<Guid?> OnCommentAsync(WriteScope scope, InboxItem item, ExternalChange.CommentDeleted deleted, CancellationToken cancellationToken)
    {
        var repositoryId = item.Payload.Repository!.Id;
        return StopAsync(
            scope,
            item,
            scope.Db.Tasks.Where(task => task.RepositoryId == repositoryId && task.CommentId == deleted.CommentId && task.Status == RelayTaskStatus.Queued),
            "The comment with the command was deleted.",
            cancellationToken);
    }

    private async Task<Guid?> OnAccessAsync(WriteScope scope, InboxItem item, ExternalChange.AccessEnded lost, CancellationToken cancellationToken)
    {
        // A task that was not admitted yet may not know its installation.
        var (installationId, isWhole, repositories) = (lost.InstallationId ?? 0, lost.IsWhole, lost.RepositoryIds);
        var concerned = scope.Db.Tasks.Where(task => repositories.Contains(task.RepositoryId) || (isWhole && task.InstallationId == installationId));
        var gone = repositories
            .Concat(await concerned.Where(task => Ending.Contains(task.Status)).Select(task => task.RepositoryId).Distinct().ToListAsync(cancellationToken))
            .ToHashSet();
        var newest = await StopAsync(scope, item, concerned, lost.Reason, cancellationToken);
        foreach (var repositoryId in gone)
        {
            TaskOutbox.PutAside(scope, repositoryId, null, lost.Reason);
        }

        if (isWhole && item.Payload.Action == "deleted")
        {
            await scope.Db.Installations.Where(row => row.Id == installationId).ExecuteDeleteAsync(cancellationToken);
        }

        return newest;
    }

    private async Task<Guid?> OnPullRequestAsync(WriteScope scope, InboxItem item, ExternalChange.PullRequestMoved moved, CancellationToken cancellationToken)
    {
        var repositoryId = item.Payload.Repository!.Id;
        var at = moved.At ?? item.ReceivedAt;
        var by = item.Payload.Sender is { } sender ? $" by {sender.Login}" : "";
        var what = moved.State switch
        {
            PullRequestState.Merged => $"merged{by}",
            PullRequestState.Closed => $"closed without being merged{by}",
            _ => $"opened again{by}",
        };
        var reason = $"Pull request #{moved.Number} was {what}.";

        // A command on the pull request itself has no use for a branch that is done with.
        var stopped = moved.State == PullRequestState.Open
            ? null
            : await StopAsync(
                scope, item, scope.Db.Tasks.Where(task => task.RepositoryId == repositoryId && task.IssueNumber == moved.Number && task.OnPullRequest), reason, cancellationToken);

        // Webhooks overtake each other: an older word never undoes a newer one.
        var tasks = await scope.Db.Tasks.AsNoTracking()
            .Where(task => task.RepositoryId == repositoryId && task.PullRequestNumber == moved.Number
                && (task.PullRequestStateAt == null || task.PullRequestStateAt < at))
            .OrderByDescending(task => task.Id)
            .ToListAsync(cancellationToken);
        foreach (var task in tasks)
        {
            await scope.Db.Tasks
                .Where(row => row.Id == task.Id)
                .ExecuteUpdateAsync(
                    setters => setters.SetProperty(row => row.PullRequestState, moved.State).SetProperty(row => row.PullRequestStateAt, at), cancellationToken);
            scope.Db.History.Add(new TaskHistoryEntry
            {
                TaskId = task.Id,
                Attempt = task.Attempt,
                At = clock.GetUtcNow(),
                From = task.Status,
                To = task.Status,
                Reason = reason,
            });
            changes.PublishAfterCommit(scope, task.Id);
        }

        await scope.Db.SaveChangesAsync(cancellationToken);
        return tasks.Count > 0 ? tasks[0].Id : stopped;
    }

    private async Task<Guid?> StopAsync(WriteScope scope, InboxItem item, IQueryable<RelayTask> concerned, string reason, CancellationToken cancellationToken)
    {
        var by = item.Payload.Sender is { } sender ? new AuditActor(sender.Id, sender.Login, null) : new AuditActor(null, "GitHub", null);
        Guid? newest = null;
        foreach (var task in await concerned.AsNoTracking().Where(task => Ending.Contains(task.Status)).OrderBy(task => task.Id).ToListAsync(cancellationToken))
        {
            await control.StopAsync(scope, task, by, reason, cancellationToken);
            newest = task.Id;
        }

        return newest;
    }
}
