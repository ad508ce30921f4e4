using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue.Serving;

/// <summary>Serves accounts beside those of the configuration, and takes that back. What waits of them is judged anew.</summary>
public sealed class ServedAccountStore(IWriteGate writes, AuditLog audit, QueueSignal queue, TimeProvider clock)
{
    /// <summary>Serves an account; again, it changes nothing.</summary>
    public Task ServeAsync(long accountId, string login, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, _) =>
        {
            var added = scope.Execute(
                "INSERT INTO served_accounts (account_id, account_login, at, by_id, by_login) VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT (account_id) DO NOTHING",
                accountId, login, clock.GetUtcNow(), by.Id ?? 0, by.Name);
            if (added > 0)
            {
                audit.Add(scope, by, AuditActions.AccountServed, $"account {login} ({accountId})");
                queue.SetAfterCommit(scope);
            }

            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Takes it back. What runs goes on; what waits there is asked about once more before it starts.</summary>
    public Task EndAsync(long accountId, string login, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            if (await scope.Db.ServedAccounts.Where(row => row.AccountId == accountId).ExecuteDeleteAsync(token) == 0)
            {
                return;
            }

            scope.Execute(
                "UPDATE tasks SET admitted_at = NULL, next_admission_at = @p1 WHERE lower(repository_owner) = @p0 AND status = 'queued' AND admitted_at IS NOT NULL",
                login.ToLowerInvariant(), clock.GetUtcNow());
            audit.Add(scope, by, AuditActions.AccountNotServed, $"account {login} ({accountId})");
            queue.SetAfterCommit(scope);
        },
        cancellationToken);
}
