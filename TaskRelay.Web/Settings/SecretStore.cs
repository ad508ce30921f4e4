using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Settings;

/// <summary>Keeps people's credentials. Each is a row of its own: saving one never touches another.</summary>
public sealed class SecretStore(
    IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, SecretVault vault, AuditLog audit, TimeProvider clock)
{
    /// <summary>A credential to store, or to remove where there is no value.</summary>
    /// <param name="Provider">For the audit log.</param>
    /// <param name="Name">The variable.</param>
    /// <param name="Value">Checked by <see cref="SecretRules"/>.</param>
    public sealed record Change(string Provider, string Name, string? Value);

    /// <summary>A change, sealed: ready for the gate.</summary>
    internal sealed record SealedChange(string Provider, string Name, byte[]? Sealed, string? LastFour);

    /// <summary>All of a person's credentials, unopened.</summary>
    public async Task<IReadOnlyList<UserSecret>> OfAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserSecrets.Where(secret => secret.UserId == userId).ToListAsync(cancellationToken);
    }

    /// <summary>One of them; its value is null when it can't be opened any more.</summary>
    public async Task<(UserSecret Secret, string? Value)?> FindAsync(long userId, string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserSecrets.FirstOrDefaultAsync(secret => secret.UserId == userId && secret.Name == name, cancellationToken) is { } secret
            ? (secret, vault.Open(secret))
            : null;
    }

    /// <summary>The values that can be opened, for keeping them out of texts.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(long userId, CancellationToken cancellationToken) =>
        [.. (await OfAsync(userId, cancellationToken)).Select(vault.Open).OfType<string>()];

    /// <summary>Stores and removes, in one piece of work.</summary>
    public Task SaveAsync(long userId, IReadOnlyList<Change> changes, AuditActor by, CancellationToken cancellationToken)
    {
        var rows = changes.Select(change => Seal(userId, change)).ToList();
        return writes.WriteAsync(
            (scope, _) =>
            {
                foreach (var row in rows)
                {
                    Save(scope, userId, row, by);
                }

                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>Stores or removes one value, if the stored one is still that of <paramref name="seen"/>; else false, and nothing changes.</summary>
    public Task<bool> ReplaceAsync(long userId, Change change, DateTimeOffset? seen, AuditActor by, CancellationToken cancellationToken)
    {
        var row = Seal(userId, change);
        return writes.WriteAsync(
            async (scope, stop) =>
            {
                var stored = await scope.Db.UserSecrets.AsNoTracking()
                    .Where(secret => secret.UserId == userId && secret.Name == change.Name)
                    .Select(secret => (DateTimeOffset?)secret.UpdatedAt)
                    .FirstOrDefaultAsync(stop);
                if (stored != seen)
                {
                    return false;
                }

                Save(scope, userId, row, by);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Notes what the provider said of a stored value, unless another has taken its place meanwhile.</summary>
    public Task NoteAsync(UserSecret secret, KeyCheck check, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return writes.WriteAsync(
            (scope, _) =>
            {
                scope.Execute(
                    """
                    UPDATE user_secrets SET check_status = @p3, check_message = @p4, checked_at = @p5
                    WHERE user_id = @p0 AND name = @p1 AND sealed = @p2
                    """,
                    secret.UserId, secret.Name, secret.Sealed, check.Code, check.Message, now);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>Sealed before the gate: work there does nothing but SQL.</summary>
    internal SealedChange Seal(long userId, Change change) => change.Value is { } value
        ? new SealedChange(change.Provider, change.Name, vault.Seal(userId, change.Name, value), SecretRules.LastFour(value))
        : new SealedChange(change.Provider, change.Name, null, null);

    /// <summary>Stores or removes inside a piece of work; removing what is not there leaves no trace.</summary>
    internal void Save(WriteScope scope, long userId, SealedChange change, AuditActor by)
    {
        var changed = change.Sealed is null
            ? scope.Execute("DELETE FROM user_secrets WHERE user_id = @p0 AND name = @p1", userId, change.Name)
            : scope.Execute(
                """
                INSERT INTO user_secrets (user_id, name, sealed, last_four, updated_at) VALUES (@p0, @p1, @p2, @p3, @p4)
                ON CONFLICT (user_id, name) DO UPDATE SET sealed = excluded.sealed, last_four = excluded.last_four,
                    updated_at = excluded.updated_at, check_status = NULL, check_message = NULL, checked_at = NULL
                """,
                userId, change.Name, change.Sealed, change.LastFour, clock.GetUtcNow());
        if (changed > 0)
        {
            audit.Add(scope, by, AuditActions.SecretChanged, $"{change.Provider} {change.Name}");
        }
    }
}
