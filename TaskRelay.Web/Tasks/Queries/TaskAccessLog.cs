using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Tells the audit log who was kept from a task, and when an administrator reads one that GitHub would not show them.</summary>
public sealed class TaskAccessLog(RepeatedEntries entries, CallerAccess access, TimeProvider clock)
{
    /// <summary>An administrator's look never waits longer for GitHub; without an answer it is written down.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Judges what a look-up found.</summary>
    public async Task NoteAsync(Caller caller, Guid id, TaskLookup lookup, AuditActor by, CancellationToken cancellationToken)
    {
        var target = $"task {id}";
        switch (lookup)
        {
            case TaskLookup.Missing { IsHidden: true }:
                await entries.AddAsync(by, AuditActions.Denied, target, "task_not_found");
                break;
            case TaskLookup.Found({ } task, _) when caller.IsAdministrator && task.CreatedById != caller.Id
                && entries.Takes(by, AuditActions.TaskReadByAdministrator, target)
                && !(await ReachAsync(caller, cancellationToken)).Covers(task.RepositoryId):
                await entries.WriteAsync(by, AuditActions.TaskReadByAdministrator, target);
                break;
        }
    }

    private async Task<Reach> ReachAsync(Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            return await access.AsPersonAsync(caller, cancellationToken).WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new Reach.Unknown();
        }
    }
}
