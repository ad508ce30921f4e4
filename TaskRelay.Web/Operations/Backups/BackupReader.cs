using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>
/// Unpacks a backup into a folder of its own and checks each byte of it. A file may come from anywhere: nothing is
/// taken but plain files that the manifest names, under names of our own forms, of just the length that it says.
/// </summary>
internal static class BackupReader
{
    private const int MaxManifestBytes = 1024 * 1024;

    /// <summary>Unpacks it: <c>taskrelay.db</c> and, where they are in it, <c>keys/</c>.</summary>
    /// <exception cref="BackupException">It is none, or it is damaged.</exception>
    public static async Task<BackupManifest> UnpackAsync(string file, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
            await using var archive = new TarReader(unzipped);
            var manifest = await ReadManifestAsync(archive, cancellationToken);
            var expected = (manifest.Keys ?? []).Prepend(manifest.Database).ToDictionary(one => one.Name);
            while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (!IsPlain(entry) || !expected.Remove(entry.Name, out var known) || entry.Length != known.Bytes)
                {
                    throw new BackupException($"It holds {entry.Name}, which its manifest doesn't name like that.");
                }

                await UnpackAsync(entry, known, folder, cancellationToken);
            }

            return expected.Count == 0 ? manifest : throw new BackupException($"It is cut off: {expected.Keys.First()} is missing.");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BackupException($"It is damaged, or no backup: {exception.Message}", exception);
        }
    }

    private static bool IsPlain(TarEntry entry) => entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;

    private static async Task<BackupManifest> ReadManifestAsync(TarReader archive, CancellationToken cancellationToken)
    {
        if (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is not { Name: BackupManifest.FileName, Length: <= MaxManifestBytes, DataStream: { } data })
        {
            throw new BackupException("It is no backup of TaskRelay.");
        }

        using var bytes = new MemoryStream();
        await data.CopyToAsync(bytes, cancellationToken);
        return BackupManifest.Parse(bytes.ToArray());
    }

    private static async Task UnpackAsync(TarEntry entry, BackupFile known, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, known.Name);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        await using var target = PrivateFiles.Create(path);
        if (entry.DataStream is { } data)
        {
            await data.CopyToAsync(target, cancellationToken);
        }

        target.Flush(flushToDisk: true);
        target.Position = 0;
        if (!string.Equals(Convert.ToHexStringLower(await SHA256.HashDataAsync(target, cancellationToken)), known.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new BackupException($"It is damaged: {known.Name} is not what it was.");
        }
    }
}
