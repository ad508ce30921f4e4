using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>What a backup holds: its first file, by which the others are checked.</summary>
/// <param name="Format">Always <see cref="Kind"/>.</param>
/// <param name="FormatVersion">Raised when a TaskRelay of before could not restore it.</param>
/// <param name="CreatedAt">Everything that was acknowledged before this is in it.</param>
/// <param name="TaskRelayVersion">Who made it.</param>
/// <param name="Migrations">The schema's migrations, oldest first.</param>
/// <param name="Database">The database.</param>
/// <param name="Keys">The encryption keys; null when they were left out.</param>
/// <param name="KeysPath">Where the keys lay.</param>
/// <param name="KeysNeedCertificate">The keys are sealed for a certificate, which is not in the backup.</param>
public sealed partial record BackupManifest(
    string Format,
    int FormatVersion,
    DateTimeOffset CreatedAt,
    string TaskRelayVersion,
    IReadOnlyList<string> Migrations,
    BackupFile Database,
    IReadOnlyList<BackupFile>? Keys,
    string KeysPath,
    bool KeysNeedCertificate)
{
    public const string Kind = "taskrelay-backup";
    public const int Version = 1;
    public const string FileName = "manifest.json";
    public const string DatabaseName = "taskrelay.db";
    public const string KeysFolder = "keys/";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>As it stands in the archive.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>Reads one, and checks that it names nothing but what a backup has.</summary>
    /// <exception cref="BackupException">It is none, or of a version that is not known here.</exception>
    public static BackupManifest Parse(byte[] bytes)
    {
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Form);
        }
        catch (JsonException exception)
        {
            throw new BackupException("Its manifest can't be read.", exception);
        }

        if (manifest is not { Format: Kind, Database: not null, Migrations: not null })
        {
            throw new BackupException("It is no backup of TaskRelay.");
        }

        if (manifest.FormatVersion > Version)
        {
            throw new BackupException($"It was made by TaskRelay {manifest.TaskRelayVersion}, which is newer: restore it with that version.");
        }

        // Names decide where files are put: nothing but these forms is taken.
        return manifest.Database.Name == DatabaseName && (manifest.Keys ?? []).All(key => KeyForm().IsMatch(key.Name))
            ? manifest
            : throw new BackupException("Its manifest names files that no backup has.");
    }

    [GeneratedRegex(@"\Akeys/[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.xml\z")]
    private static partial Regex KeyForm();
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its name in the archive.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its contents, in hex.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);
