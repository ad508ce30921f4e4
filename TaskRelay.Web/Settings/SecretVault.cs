using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace TaskRelay.Web.Settings;

/// <summary>Seals people's credentials for the store, each for one person and one name: elsewhere it can't be opened.</summary>
public sealed class SecretVault(IDataProtectionProvider protection)
{
    private const string Purpose = "TaskRelay.UserSecret.v1";

    /// <summary>Seals a value.</summary>
    public byte[] Seal(long userId, string name, string value) => For(userId, name).Protect(Encoding.UTF8.GetBytes(value));

    /// <summary>Opens one; null when it was not sealed for these two, or the keys that sealed it are gone.</summary>
    public string? Open(UserSecret secret)
    {
        try
        {
            return Encoding.UTF8.GetString(For(secret.UserId, secret.Name).Unprotect(secret.Sealed));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(long userId, string name) =>
        protection.CreateProtector(Purpose, userId.ToString(CultureInfo.InvariantCulture), name);
}
