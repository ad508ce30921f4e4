using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue.Pausing;

/// <summary>
/// Pauses and goes on. A launch looks for a pause in the transaction that would begin it, so once a pause is stored
/// nothing starts any more; what runs goes on to its end.
/// </summary>
public sealed class PauseStore(IWriteGate writes, AuditLog audit, QueueSignal queue, TaskChanges changes, TimeProvider clock)
{
    /// <summary>Pauses; again, it changes the reason.</summary>
    public Task PauseAsync(PauseTarget target, string? reason, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            var stored = await scope.Db.AdmissionPauses.AsTracking().FirstOrDefaultAsync(pause => pause.RepositoryId == target.Id, token);
            if (stored is not null && stored.Reason == reason)
            {
                return;
            }

            if (stored is null)
            {
                scope.Db.AdmissionPauses.Add(new AdmissionPause
                {
                    RepositoryId = target.Id,
                    RepositoryFullName = target.FullName,
                    At = clock.GetUtcNow(),
                    ById = by.Id ?? 0,
                    ByLogin = by.Name,
                    Reason = reason,
                });
            }
            else
            {
                stored.Reason = reason;
            }

            await scope.Db.SaveChangesAsync(token);
            audit.Add(scope, by, AuditActions.AdmissionPaused, TargetOf(target));
            queue.SetAfterCommit(scope);
            changes.PublishAfterCommit(scope, TaskChanges.Everything);
        },
        cancellationToken);

    /// <summary>Goes on. What waited has its longest wait moved by the time that it could not start in.</summary>
    public Task ResumeAsync(PauseTarget target, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            if (await scope.Db.AdmissionPauses.AsNoTracking().FirstOrDefaultAsync(pause => pause.RepositoryId == target.Id, token) is not { } pause)
            {
                return;
            }

            PausedTime.GiveBack(scope, clock.GetUtcNow(), pause.At, target.Id);
            await scope.Db.AdmissionPauses.Where(row => row.RepositoryId == target.Id).ExecuteDeleteAsync(token);
            audit.Add(scope, by, AuditActions.AdmissionResumed, TargetOf(target));
            queue.SetAfterCommit(scope);
            changes.PublishAfterCommit(scope, TaskChanges.Everything);
        },
        cancellationToken);

    private static string TargetOf(PauseTarget target) => target.FullName is { } name ? $"repository {name}" : "instance";
}
