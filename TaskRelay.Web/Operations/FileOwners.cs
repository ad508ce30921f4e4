using System.Diagnostics;

namespace TaskRelay.Web.Operations;

/// <summary>Who owns what a command has written: root's files are of no use to the user that TaskRelay runs as.</summary>
internal static class FileOwners
{
    /// <summary>Gives the store and the keys to the owner of the store's folder, where root has written them.</summary>
    public static async Task<int> AdoptAsync(string store, string keys, TextWriter errors, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return ExitCodes.Done;
        }

        var start = new ProcessStartInfo("chown") { ArgumentList = { "--recursive", $"--reference={Path.GetDirectoryName(store)}", store, $"{store}.lock", Path.GetFullPath(keys) } };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == 0)
        {
            return ExitCodes.Done;
        }

        await errors.WriteLineAsync($"Give {store} and {keys} to the user that TaskRelay runs as; it can't open them otherwise.");
        return ExitCodes.Failed;
    }
}
