using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// Trades a launch ticket for an attempt token. Of two workers with one ticket exactly one wins, decided at the write
/// gate; the other goes away before it has done anything.
/// </summary>
public sealed class AttemptClaims(IWriteGate writes, TaskChanges changes, TimeProvider clock)
{
    /// <summary>How long the winner may repeat a claim whose answer was lost.</summary>
    private static readonly TimeSpan RepeatTime = TimeSpan.FromSeconds(60);

    /// <summary>Claims, or repeats a claim.</summary>
    public Task<ClaimResult> ClaimAsync(string ticket, string workerId, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(ticket);
        return writes.WriteAsync<ClaimResult>(
            async (scope, token) =>
            {
                var attempt = await scope.Db.Attempts.FirstOrDefaultAsync(row => row.TicketHash == hash, token);
                if (attempt is null)
                {
                    return new ClaimResult.Unknown();
                }

                var now = clock.GetUtcNow();
                var task = await scope.Db.Tasks.AsNoTracking().FirstAsync(row => row.Id == attempt.TaskId, token);
                if (attempt.ClaimedAt is { } claimedAt)
                {
                    if (attempt.WorkerId != workerId || now - claimedAt > RepeatTime)
                    {
                        return new ClaimResult.Taken();
                    }
                }
                else if (now > attempt.TicketExpiresAt)
                {
                    return new ClaimResult.Unknown();
                }

                // A stop, a lost launch or a newer attempt came first: a late boot must not work.
                return task.Attempt == attempt.Number && task.Status == RelayTaskStatus.Running
                    ? new ClaimResult.Won(await GrantAsync(scope, attempt, workerId, now, token))
                    : new ClaimResult.Over();
            },
            cancellationToken);
    }

    private async Task<ClaimResponse> GrantAsync(
        WriteScope scope, TaskAttempt attempt, string workerId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Only the hash of an earlier token is kept, so a repeat gets a new one, and the lost one opens nothing.
        var secret = SecretToken.Create("tra_");
        attempt.WorkerId = workerId;
        attempt.ClaimedAt ??= now;
        attempt.TokenHash = SecretToken.Hash(secret);
        attempt.LeaseUntil = now + AttemptLease.Length;
        await scope.Db.SaveChangesAsync(cancellationToken);
        changes.PublishAfterCommit(scope, attempt.TaskId);
        return new ClaimResponse(secret, attempt.TaskId, attempt.Number, (int)AttemptLease.Length.TotalSeconds);
    }
}
