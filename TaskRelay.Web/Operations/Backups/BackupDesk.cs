using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>
/// Makes a backup from an open page, as the command does: beside the running server, checked, closed to others. Only
/// where the store is a file; PostgreSQL has tools of its own.
/// </summary>
public sealed class BackupDesk(IConfiguration configuration, IWriteGate writes, AuditLog audit, TimeProvider clock, SqliteConnections? store = null) : IDisposable
{
    /// <summary>What must stay free when it is written.</summary>
    private const long Spare = 256L * 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Where they are written; null where there is nothing to copy.</summary>
    public string? Folder => store is null ? null : Path.Combine(Path.GetDirectoryName(store.DataSource)!, "backups");

    /// <summary>How many made here lie there, and how large they are together: nobody but the operator takes them away.</summary>
    public (int Count, long Bytes) Kept()
    {
        var files = Folder is { } folder && Directory.Exists(folder) ? new DirectoryInfo(folder).GetFiles("taskrelay-*.tar.gz") : [];
        return (files.Length, files.Sum(file => file.Length));
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    /// <summary>The command that does the same into a folder of the operator's choice.</summary>
    public string Command => store is null
        ? "pg_dump --format=custom --file=taskrelay.dump \"postgresql://USER@HOST/DATABASE\""
        : "dotnet TaskRelay.Web.dll backup /var/backups/";

    /// <summary>Makes one; else says why not.</summary>
    public async Task<BackupResult> MakeAsync(AuditActor by, CancellationToken cancellationToken)
    {
        if (store is null || KeyRing.FolderOf(configuration) is not { } keys || Folder is not { } folder)
        {
            return new BackupResult(null, "The database is PostgreSQL, which has its own tool.");
        }

        if (!await _one.WaitAsync(0, cancellationToken))
        {
            return new BackupResult(null, "Another backup is being made.");
        }

        try
        {
            PrivateFiles.CreateFolder(folder);

            // The copy and the packed file lie there side by side for a moment.
            var needed = (2 * new FileInfo(store.DataSource).Length) + Spare;
            if (new DriveInfo(folder).AvailableFreeSpace < needed)
            {
                return new BackupResult(null, $"Too little space is free for {folder}: {needed / 1_000_000} MB are needed. Use the command, with a folder on another disk.");
            }

            var file = Path.Combine(folder, $"taskrelay-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.tar.gz");
            var manifest = await new BackupWriter(store, keys, clock).WriteAsync(file, withKeys: true, overwrite: false, cancellationToken);
            var record = new BackupRecord(manifest.CreatedAt, file, new FileInfo(file).Length, manifest.Keys is { Count: > 0 });
            record.TryWrite(store);
            await writes.WriteAsync(
                (scope, _) =>
                {
                    audit.Add(scope, by, AuditActions.BackupMade, $"backup {Path.GetFileName(file)}");
                    return Task.CompletedTask;
                },
                CancellationToken.None);
            return new BackupResult(record, null);
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            return new BackupResult(null, exception.Message);
        }
        finally
        {
            _one.Release();
        }
    }
}
