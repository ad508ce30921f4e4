using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>
/// The codes that are good now, as hashes in the store: one for each instance, made at its start in the place of its
/// last one, and good at all of them. All end when somebody has become administrator.
/// </summary>
public sealed class SetupCodes(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, InstanceIdentity instance, TimeProvider clock)
{
    private const string Prefix = "setup.code.";

    /// <summary>A new code for this instance; its last one is worth nothing from here on.</summary>
    public async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        var code = SetupCode.Create();
        var hash = SetupCode.Hash(code);
        var now = clock.GetUtcNow();
        await writes.WriteAsync(
            (scope, _) =>
            {
                scope.Execute(
                    """
                    INSERT INTO stored_settings (name, value, is_secret, updated_at) VALUES (@p0, @p1, @p2, @p3)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at
                    """,
                    Prefix + instance.Node, hash, false, now);
                return Task.CompletedTask;
            },
            cancellationToken);
        return code;
    }

    /// <summary>Whether a code with that hash is good now. Every stored one is compared, each in constant time.</summary>
    public async Task<bool> IsGoodAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return IsAmong(hash, await OfAsync(db, cancellationToken));
    }

    /// <summary>Whether any code is good now.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await OfAsync(db, cancellationToken)).Count > 0;
    }

    /// <summary>The same inside a piece of work that acts on the answer.</summary>
    internal static async Task<bool> IsGoodAsync(WriteScope scope, byte[] hash, CancellationToken cancellationToken) =>
        IsAmong(hash, await OfAsync(scope.Db, cancellationToken));

    /// <summary>No code is good any more.</summary>
    internal static Task EndAsync(WriteScope scope, CancellationToken cancellationToken) =>
        scope.Db.StoredSettings.Where(row => row.Name.StartsWith(Prefix)).ExecuteDeleteAsync(cancellationToken);

    /// <summary>No code is good any more.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => writes.WriteAsync((scope, stop) => EndAsync(scope, stop), cancellationToken);

    private static Task<List<byte[]>> OfAsync(RelayDbContext db, CancellationToken cancellationToken) =>
        db.StoredSettings.Where(row => row.Name.StartsWith(Prefix)).Select(row => row.Value).ToListAsync(cancellationToken);

    private static bool IsAmong(byte[] hash, List<byte[]> stored)
    {
        var isGood = false;
        foreach (var known in stored)
        {
            isGood |= CryptographicOperations.FixedTimeEquals(hash, known);
        }

        return isGood;
    }
}
