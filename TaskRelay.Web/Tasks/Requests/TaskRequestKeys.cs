using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>Remembers wishes by the keys that callers gave them.</summary>
public sealed class TaskRequestKeys(IDbContextFactory<RelayDbContext> contexts, TimeProvider clock)
{
    /// <summary>A repeat is known for at least so long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>The wish's values: not its bytes, so that spacing, order and written-out nulls make no difference.</summary>
    public static byte[] FingerprintOf(TaskRequest request) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, RelayJson.Options));

    /// <summary>The answer to a wish that was made before; null when it seems new. Saves the questions to GitHub and decides nothing.</summary>
    public async Task<TaskRequestResult?> FindAsync(long userId, string key, byte[] fingerprint, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, userId, key, fingerprint, cancellationToken);
    }

    /// <summary>Takes the key for a new task inside the piece of work that stores it; else the answer to the wish that has it.</summary>
    public async Task<TaskRequestResult?> TakeAsync(
        WriteScope scope, long userId, string key, byte[] fingerprint, Guid taskId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        scope.Execute("DELETE FROM task_request_keys WHERE created_at < @p0", now - Kept);

        // A key whose task has been cleared away is free again.
        var isTaken = scope.Execute(
            """
            INSERT INTO task_request_keys (user_id, key, fingerprint, task_id, created_at) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (user_id, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, task_id = excluded.task_id, created_at = excluded.created_at
                WHERE NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.id = task_request_keys.task_id)
            """,
            userId, key, fingerprint, taskId, now) > 0;
        return isTaken ? null : await FindAsync(scope.Db, userId, key, fingerprint, cancellationToken);
    }

    private static async Task<TaskRequestResult?> FindAsync(
        RelayDbContext db, long userId, string key, byte[] fingerprint, CancellationToken cancellationToken)
    {
        var known = await db.TaskRequestKeys.AsNoTracking().FirstOrDefaultAsync(row => row.UserId == userId && row.Key == key, cancellationToken);
        if (known is null)
        {
            return null;
        }

        if (!known.Fingerprint.AsSpan().SequenceEqual(fingerprint))
        {
            return new TaskRequestResult.KeyReused();
        }

        return await db.Tasks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == known.TaskId, cancellationToken) is { } task
            ? new TaskRequestResult.Repeated(task)
            : null;
    }
}
