using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Looks whether secrets can be sealed and opened, and whether the keys will still be there after a restart.</summary>
public sealed class KeyProbe(IDataProtectionProvider protection, IConfiguration configuration)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The folder of the keys.</summary>
    public string Folder => configuration["DataProtection:KeysPath"] ?? Path.Combine("data", "keys");

    /// <summary>Null when keys work; else why not.</summary>
    public string? WhyNot()
    {
        try
        {
            // The keys in use are in memory; the next start finds only what lies in the folder.
            var protector = protection.CreateProtector("TaskRelay.KeyProbe.v1");
            var opened = protector.Unprotect(protector.Protect([42]));
            if (opened is not [42])
            {
                return "What was sealed opened as something else.";
            }

            if (!Directory.Exists(Folder) || Directory.GetFiles(Folder, "key-*.xml") is not { Length: > 0 } keys)
            {
                return "The folder of the encryption keys is gone or empty.";
            }

            foreach (var key in keys)
            {
                using var readable = File.OpenRead(key);
            }

            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return "The encryption keys can't be read.";
        }
    }

    /// <summary>Whether other users of the machine can get at the keys.</summary>
    public bool IsOpenToOthers()
    {
        try
        {
            return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Folder) & Others) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
