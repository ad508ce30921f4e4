using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>Tells of the last backup, for administrators' pages.</summary>
public sealed class LastBackup(SqliteConnections store)
{
    /// <summary>The last one that the command made; null when it made none here.</summary>
    public Task<BackupRecord?> ReadAsync(CancellationToken cancellationToken) => BackupRecord.ReadAsync(store, cancellationToken);
}
