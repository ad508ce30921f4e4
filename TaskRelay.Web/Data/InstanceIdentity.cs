using System.Text;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Data;

/// <summary>
/// A name for this installation that survives restarts: it marks workers, so that a server adopts and ends its own and
/// nobody else's.
/// </summary>
public sealed class InstanceIdentity(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, TimeProvider clock)
{
    private const string Name = "instance.id";

    private string? _id;

    /// <summary>Twelve hex digits; known once <see cref="LoadAsync"/> has run.</summary>
    public string Id => _id ?? throw new InvalidOperationException("The store has not been opened yet.");

    /// <summary>Reads the name from the store, or makes it at the first start.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await context.StoredSettings.FirstOrDefaultAsync(setting => setting.Name == Name, cancellationToken);
        if (stored is not null)
        {
            _id = Encoding.ASCII.GetString(stored.Value);
            return;
        }

        var made = Guid.NewGuid().ToString("N")[..12];
        await writes.WriteAsync(
            async (scope, token) =>
            {
                scope.Db.StoredSettings.Add(new StoredSetting
                {
                    Name = Name,
                    Value = Encoding.ASCII.GetBytes(made),
                    IsSecret = false,
                    UpdatedAt = clock.GetUtcNow(),
                });
                await scope.Db.SaveChangesAsync(token);
            },
            cancellationToken);
        _id = made;
    }
}
