using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>Tells of the last backup, for administrators' pages.</summary>
public sealed class LastBackup(SqliteConnections? store = null)
{
    /// <summary>The last one that the command made; null when it made none here, as on PostgreSQL, which is backed up by its own means.</summary>
    public Task<BackupRecord?> ReadAsync(CancellationToken cancellationToken) =>
        store is null ? Task.FromResult<BackupRecord?>(null) : BackupRecord.ReadAsync(store, cancellationToken);
}
