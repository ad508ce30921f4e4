using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>
/// Puts a backup in the place of what is there. Everything is unpacked and checked beside it first; then, while no
/// TaskRelay can start, the old files are moved aside and the new ones in.
/// </summary>
public sealed class BackupRestore(SqliteConnections store, string keysFolder, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Restores it.</summary>
    /// <exception cref="BackupException">It can't be used; nothing was changed.</exception>
    /// <exception cref="Data.StoreUnavailableException">A TaskRelay runs on the database; nothing was changed.</exception>
    public async Task<RestoreReport> RunAsync(string file, bool paused, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(store.DataSource)!;
        Directory.CreateDirectory(folder);
        using var ownership = SqliteOwnership.Take(store.DataSource);
        var staging = Path.Combine(folder, $".restore-{Guid.NewGuid():N}");
        PrivateFiles.CreateFolder(staging);
        try
        {
            var manifest = await BackupReader.UnpackAsync(file, staging, cancellationToken);
            var database = Path.Combine(staging, BackupManifest.DatabaseName);
            await SqliteCopy.CheckAsync(database, "The database in it", cancellationToken);
            await RefuseNewerAsync(database, manifest, cancellationToken);
            RefuseSealedKeys(staging, manifest);
            var unfinished = await PrepareAsync(database, paused, cancellationToken);

            var aside = $"before-restore-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}";
            var kept = new List<string>();
            if (manifest.Keys is { Count: > 0 })
            {
                MoveKeys(Path.Combine(staging, "keys"), aside, kept);
            }

            MoveDatabase(database, aside, kept);
            return new RestoreReport(manifest, unfinished, kept);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private static async Task RefuseNewerAsync(string database, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var (applied, known) = await SqliteCopy.MigrationsAsync(database, cancellationToken);
        if (applied.Except(known).Any())
        {
            throw new BackupException($"It was made by TaskRelay {manifest.TaskRelayVersion}, whose schema this version doesn't know: restore it with that version or a newer one.");
        }
    }

    /// <summary>Keys that can't be opened are worse than none: every secret would be lost without a word.</summary>
    private void RefuseSealedKeys(string staging, BackupManifest manifest)
    {
        if (manifest.Keys is not { Count: > 0 })
        {
            return;
        }

        var staged = new ConfigurationBuilder().AddConfiguration(configuration)
            .AddInMemoryCollection(new Dictionary<string, string?> { ["DataProtection:KeysPath"] = Path.Combine(staging, "keys") })
            .Build();
        if (KeyRing.Faults(staged) is [var (key, _), ..])
        {
            throw new BackupException(manifest.KeysNeedCertificate
                ? $"Its keys are sealed for a certificate that is not in it and not set here: set {key} to it. Without it no stored secret can be opened."
                : $"Its keys can't be opened with the certificate that is set here: look at {key}.");
        }
    }

    /// <summary>Counts what was unfinished, and pauses where that is wished, so that nothing of it starts by itself.</summary>
    private async Task<int> PrepareAsync(string database, bool paused, CancellationToken cancellationToken)
    {
        await using var connection = await SqliteCopy.OpenAsync(database, cancellationToken);
        await using var context = SqliteCopy.ContextOf(connection);
        await context.Database.MigrateAsync(cancellationToken);
        if (paused && !await context.AdmissionPauses.AnyAsync(pause => pause.RepositoryId == AdmissionPause.Everything, cancellationToken))
        {
            context.AdmissionPauses.Add(new AdmissionPause
            {
                RepositoryId = AdmissionPause.Everything,
                At = clock.GetUtcNow(),
                ById = 0,
                ByLogin = "restore",
                Reason = "restored from a backup",
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        var unfinished = await context.Tasks.CountAsync(
            task => task.Status == RelayTaskStatus.Queued || task.Status == RelayTaskStatus.Running || task.Status == RelayTaskStatus.Stopping, cancellationToken);

        // As the server leaves it, so that a look before its start finds nothing amiss. The log is gone with the connection.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        return unfinished;
    }

    private void MoveKeys(string staged, string aside, List<string> kept)
    {
        var folder = Path.GetFullPath(keysFolder);
        if (Directory.Exists(folder))
        {
            // The folder may be a mount of its own: its files move, it stays.
            var old = Path.Combine(folder, aside);
            foreach (var key in Directory.GetFiles(folder, "*.xml"))
            {
                PrivateFiles.CreateFolder(old);
                File.Move(key, Path.Combine(old, Path.GetFileName(key)));
            }

            if (Directory.Exists(old))
            {
                kept.Add(old);
            }
        }

        PrivateFiles.CreateFolder(folder);
        foreach (var key in Directory.GetFiles(staged))
        {
            File.Move(key, Path.Combine(folder, Path.GetFileName(key)));
        }
    }

    private void MoveDatabase(string staged, string aside, List<string> kept)
    {
        // With its log, which would be taken for the new one's.
        foreach (var part in new[] { "-wal", "-shm", "" })
        {
            var old = store.DataSource + part;
            if (File.Exists(old))
            {
                File.Move(old, $"{store.DataSource}.{aside}{part}");
                if (part.Length == 0)
                {
                    kept.Add($"{store.DataSource}.{aside}");
                }
            }
        }

        File.Move(staged, store.DataSource);
    }
}

/// <summary>What a restore did.</summary>
/// <param name="Manifest">What was restored.</param>
/// <param name="Unfinished">Tasks that wait or ran when the backup was made.</param>
/// <param name="Kept">Where the old files are now.</param>
public sealed record RestoreReport(BackupManifest Manifest, int Unfinished, IReadOnlyList<string> Kept);
