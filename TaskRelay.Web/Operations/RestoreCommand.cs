using System.CommandLine;
using System.Globalization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Operations.Backups;

namespace TaskRelay.Web.Operations;

/// <summary><c>restore FILE</c>: puts a backup in the place of what is there, which is kept aside.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var paused = new Option<bool>("--paused") { Description = "Start nothing that was unfinished until an administrator has looked and goes on." };
        var command = new Command("restore", "Puts a backup in the place of database and keys, once every byte is checked. What was there is kept aside.") { file, paused };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetRequiredValue(file), parsed.GetValue(paused), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandHost host, string file, bool paused, CancellationToken cancellationToken)
    {
        var configuration = host.Builder().Configuration;
        if (!CommandHost.IsSqlite(configuration))
        {
            return await host.FailAsync(PostgresWords.Restore, ExitCodes.NotHere);
        }

        if (!File.Exists(file))
        {
            return await host.FailAsync($"There is no file {file}.");
        }

        var keys = KeyRing.FolderOf(configuration)!;
        var store = CommandHost.StoreOf(configuration);
        var report = await new BackupRestore(store, keys, configuration, TimeProvider.System).RunAsync(file, paused, cancellationToken);
        var manifest = report.Manifest;
        var output = host.Output;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Restored {store.DataSource} as of {manifest.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, made by TaskRelay {manifest.TaskRelayVersion}."));
        await output.WriteLineAsync(manifest.Keys is { Count: > 0 } restored
            ? $"Restored {restored.Count} encryption keys to {Path.GetFullPath(keys)}."
            : $"The backup holds no encryption keys: {Path.GetFullPath(keys)} is as it was. \"doctor\" says whether it opens what is stored.");
        foreach (var kept in report.Kept)
        {
            await output.WriteLineAsync($"What was there is kept: {kept}");
        }

        if (report.Unfinished > 0)
        {
            await output.WriteLineAsync(paused
                ? $"{report.Unfinished} tasks were unfinished. TaskRelay starts paused: look at them, then go on with PUT /api/admin/pause."
                : $"{report.Unfinished} tasks were unfinished and go on when TaskRelay starts. To look at them first, restore again with --paused.");
        }

        return await FileOwners.AdoptAsync(store.DataSource, keys, host.Errors, cancellationToken);
    }
}
