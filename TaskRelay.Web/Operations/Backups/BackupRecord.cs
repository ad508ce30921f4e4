using System.Text.Json;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Operations.Backups;

/// <summary>The last backup, remembered in a small file beside the database: the command may not write to a store that is in use.</summary>
/// <param name="At">When it was begun.</param>
/// <param name="File">Where it was written.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="HasKeys">Whether the keys are in it.</param>
public sealed record BackupRecord(DateTimeOffset At, string File, long Bytes, bool HasKeys)
{
    /// <summary>The last one; null when there is none, or it can't be read.</summary>
    public static async Task<BackupRecord?> ReadAsync(SqliteConnections store, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = System.IO.File.OpenRead(PathOf(store));
            return await JsonSerializer.DeserializeAsync<BackupRecord>(stream, JsonSerializerOptions.Web, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers it. False when the folder can't be written: the backup is as good.</summary>
    public bool TryWrite(SqliteConnections store)
    {
        try
        {
            var part = $"{PathOf(store)}.part";
            System.IO.File.WriteAllText(part, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
            System.IO.File.Move(part, PathOf(store), overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string PathOf(SqliteConnections store) => $"{store.DataSource}.last-backup.json";
}
