using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>
/// Makes a backup beside a running TaskRelay: the database as of one moment, the keys that open its secrets, and a
/// manifest with their checksums, in one file that appears under its name only when it is whole.
/// </summary>
public sealed class BackupWriter(SqliteConnections store, string keysFolder, TimeProvider clock)
{
    /// <summary>Writes it.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="withKeys">Whether the keys go in.</param>
    /// <param name="overwrite">Whether a file of this name may be replaced.</param>
    /// <param name="cancellationToken">Ends it; nothing is left then.</param>
    /// <exception cref="BackupException">The store is damaged or missing, or the file is there already.</exception>
    public async Task<BackupManifest> WriteAsync(string file, bool withKeys, bool overwrite, CancellationToken cancellationToken)
    {
        if (!File.Exists(store.DataSource))
        {
            throw new BackupException($"There is no database at {store.DataSource}. Run this with the configuration that TaskRelay runs with, from the same folder.");
        }

        if (!overwrite && File.Exists(file))
        {
            throw new BackupException($"{file} is there already; --force replaces it.");
        }

        var beside = $"{file}.{Guid.NewGuid():N}";
        var (copy, part) = ($"{beside}.db", $"{beside}.part");
        try
        {
            var createdAt = clock.GetUtcNow();
            await SqliteCopy.CopyAsync(store, copy, cancellationToken);
            await SqliteCopy.CheckAsync(copy, "The database", cancellationToken);
            var (applied, _) = await SqliteCopy.MigrationsAsync(copy, cancellationToken);

            // Keys after the database: one that was made meanwhile is in it, too.
            var keys = withKeys ? ReadKeys() : null;
            var manifest = new BackupManifest(
                BackupManifest.Kind,
                BackupManifest.Version,
                createdAt,
                StartupChecks.Version,
                applied,
                await DescribeAsync(copy, cancellationToken),
                keys?.Select(key => new BackupFile(key.Name, key.Content.Length, Convert.ToHexStringLower(SHA256.HashData(key.Content)))).ToList(),
                Path.GetFullPath(keysFolder),
                keys?.Any(key => key.Content.AsSpan().IndexOf("<EncryptedData"u8) >= 0) == true);
            await PackAsync(part, manifest, copy, keys ?? [], cancellationToken);
            File.Move(part, file, overwrite);
            return manifest;
        }
        finally
        {
            PrivateFiles.DeleteAll(copy, $"{copy}-journal", part);
        }
    }

    private List<(string Name, byte[] Content)> ReadKeys() => Directory.Exists(keysFolder)
        ? [.. Directory.GetFiles(keysFolder, "*.xml").Order(StringComparer.Ordinal).Select(path => (BackupManifest.KeysFolder + Path.GetFileName(path), File.ReadAllBytes(path)))]
        : [];

    private static async Task<BackupFile> DescribeAsync(string copy, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(copy);
        return new BackupFile(BackupManifest.DatabaseName, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
    }

    private static async Task PackAsync(
        string part, BackupManifest manifest, string copy, IReadOnlyList<(string Name, byte[] Content)> keys, CancellationToken cancellationToken)
    {
        await using var file = PrivateFiles.Create(part);
        await using (var zipped = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
        await using (var archive = new TarWriter(zipped, TarEntryFormat.Pax))
        {
            async Task AddAsync(string name, Stream content) => await archive.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = content,
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    ModificationTime = manifest.CreatedAt,
                },
                cancellationToken);

            await AddAsync(BackupManifest.FileName, new MemoryStream(manifest.ToBytes()));
            await using (var database = File.OpenRead(copy))
            {
                await AddAsync(BackupManifest.DatabaseName, database);
            }

            foreach (var (name, content) in keys)
            {
                await AddAsync(name, new MemoryStream(content));
            }
        }

        file.Flush(flushToDisk: true);
    }
}
