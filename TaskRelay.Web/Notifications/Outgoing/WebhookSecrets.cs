using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Seals the secrets of endpoints for the store, each for its endpoint: a row copied to another can't be opened.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Purpose = "TaskRelay.WebhookSecret.v1";

    /// <summary>Seals one.</summary>
    public byte[] Seal(Guid endpoint, string secret) => For(endpoint).Protect(Encoding.ASCII.GetBytes(secret));

    /// <summary>Opens one; null when the keys that sealed it are gone.</summary>
    public string? Open(Guid endpoint, byte[] secret)
    {
        try
        {
            return Encoding.ASCII.GetString(For(endpoint).Unprotect(secret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(Guid endpoint) => protection.CreateProtector(Purpose, endpoint.ToString("N"));
}
