using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Looks whether secrets can be sealed and opened, and whether the keys will still be there after a restart.</summary>
public sealed class KeyProbe(IDataProtectionProvider protection, IKeyManager keys, IConfiguration configuration)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The folder of the keys; null where they lie in the database.</summary>
    public string? Folder => KeyRing.FolderOf(configuration);

    /// <summary>Whether whoever reads the store can also read the keys to it.</summary>
    public bool LieOpenInTheStore => Folder is null && configuration[KeyCertificates.PathKey] is not { Length: > 0 };

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

            if (Folder is null)
            {
                return keys.GetAllKeys().Count > 0 ? null : "The encryption keys are gone from the database.";
            }

            if (!Directory.Exists(Folder) || Directory.GetFiles(Folder, "key-*.xml") is not { Length: > 0 } files)
            {
                return "The folder of the encryption keys is gone or empty.";
            }

            foreach (var key in files)
            {
                using var readable = File.OpenRead(key);
            }

            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            return "The encryption keys can't be read.";
        }
    }

    /// <summary>Whether other users of the machine can get at the keys.</summary>
    public bool IsOpenToOthers()
    {
        try
        {
            return Folder is not null && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(Folder) & Others) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
