using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace TaskRelay.Web.Auth;

/// <summary>Seals GitHub user tokens for the store, bound to this purpose: no other sealed value can stand in for one.</summary>
public sealed class UserTokenVault(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("TaskRelay.UserToken.v1");

    /// <summary>Seals a token.</summary>
    public byte[] Seal(string token) => _protector.Protect(Encoding.UTF8.GetBytes(token));

    /// <summary>Opens one. That there is none, and that the keys which sealed it are gone, are two answers.</summary>
    public OpenedToken Open(byte[]? sealedToken)
    {
        if (sealedToken is null)
        {
            return new OpenedToken.Missing();
        }

        try
        {
            return new OpenedToken.Readable(Encoding.UTF8.GetString(_protector.Unprotect(sealedToken)));
        }
        catch (CryptographicException)
        {
            return new OpenedToken.Unreadable();
        }
    }
}
