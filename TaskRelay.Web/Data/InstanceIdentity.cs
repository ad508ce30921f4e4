using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data;

/// <summary>
/// A name for this installation that survives restarts: it marks workers, so that a server adopts and ends its own and
/// nobody else's. Where several processes share the store, each has a name of its own as well.
/// </summary>
public sealed class InstanceIdentity(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, NodeName node, TimeProvider clock)
{
    private const string Name = "instance.id";

    private string? _id;

    /// <summary>Twelve hex digits, the same for all processes on one store; known once <see cref="LoadAsync"/> has run.</summary>
    public string Id => _id ?? throw new InvalidOperationException("The store has not been opened yet.");

    /// <summary>This process among those on one store: whoever started a worker looks after it.</summary>
    public string Node => node.Value ?? Id;

    /// <summary>Whether what carries that process's name is this one's; a process that is alone owns everything.</summary>
    public bool IsOurs(string owner) => node.Value is null || owner == node.Value;

    /// <summary>Reads the name from the store, or makes it at the first start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await context.StoredSettings.FirstOrDefaultAsync(setting => setting.Name == Name, cancellationToken);
        _id = Encoding.ASCII.GetString(stored?.Value ?? await MakeAsync(cancellationToken));
    }

    /// <summary>Of two that start at once the first one's name counts for both.</summary>
    private Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        var made = Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N")[..12]);
        return writes.WriteAsync(
            async (scope, token) =>
            {
                scope.Execute(
                    "INSERT INTO stored_settings (name, value, is_secret, updated_at) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (name) DO NOTHING",
                    Name, made, false, clock.GetUtcNow());
                return await scope.Db.StoredSettings.Where(setting => setting.Name == Name).Select(setting => setting.Value).FirstAsync(token);
            },
            cancellationToken);
    }
}
