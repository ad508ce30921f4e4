using System.CommandLine;
using System.Globalization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Operations.Backups;

namespace TaskRelay.Web.Operations;

/// <summary><c>backup FILE</c>: database and keys in one file, while TaskRelay runs.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, or a folder for one that is named by the time." };
        var force = new Option<bool>("--force") { Description = "Replace a file of that name." };
        var noKeys = new Option<bool>("--no-keys") { Description = "Leave the encryption keys out; they have to be backed up apart." };
        var command = new Command("backup", "Writes the database and the encryption keys into one file, checked, while TaskRelay runs.") { file, force, noKeys };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(host, parsed.GetRequiredValue(file), parsed.GetValue(force), !parsed.GetValue(noKeys), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandHost host, string target, bool force, bool withKeys, CancellationToken cancellationToken)
    {
        var configuration = host.Builder().Configuration;
        if (!CommandHost.IsSqlite(configuration))
        {
            return await host.FailAsync(PostgresWords.Backup, ExitCodes.NotHere);
        }

        var keys = KeyRing.FolderOf(configuration)!;
        var (store, clock) = (CommandHost.StoreOf(configuration), TimeProvider.System);
        var file = Path.GetFullPath(Directory.Exists(target) ? Path.Combine(target, $"taskrelay-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.tar.gz") : target);
        var manifest = await new BackupWriter(store, keys, clock).WriteAsync(file, withKeys, force, cancellationToken);
        var bytes = new FileInfo(file).Length;
        await host.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Backed up {store.DataSource} ({manifest.Database.Bytes / 1e6:0.0} MB) to {file} ({bytes / 1e6:0.0} MB). Its integrity is checked."));
        await host.Output.WriteLineAsync(KeyWords(manifest));
        if (!new BackupRecord(manifest.CreatedAt, file, bytes, manifest.Keys is { Count: > 0 }).TryWrite(store))
        {
            await host.Errors.WriteLineAsync("The dashboard will not show this backup: the database's folder can't be written by this user.");
        }

        return ExitCodes.Done;
    }

    private static string KeyWords(BackupManifest manifest) => manifest switch
    {
        { Keys: null } => $"Without the encryption keys: back {manifest.KeysPath} up apart. Without them no stored secret can be opened.",
        { Keys: { Count: 0 } } => $"There are no encryption keys in {manifest.KeysPath}. If they lie elsewhere, set DataProtection:KeysPath and repeat this.",
        { KeysNeedCertificate: true, Keys: var keys } =>
            $"With {keys.Count} encryption keys, which are sealed for a certificate (DataProtection:CertificatePath). That is not in the backup: keep it elsewhere, a restore needs it.",
        { Keys: var keys } => $"With {keys.Count} encryption keys: who has this file can open every stored secret. Keep it as you keep a password.",
    };
}
