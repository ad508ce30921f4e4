using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Signs as Standard Webhooks say: <c>v1,</c> and the HMAC-SHA-256 of id, time and body. Pure.</summary>
public static class WebhookSigner
{
    /// <summary>What a secret begins with.</summary>
    public const string Prefix = "whsec_";

    private const int SecretBytes = 32;

    /// <summary>A new secret.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>One entry of <c>webhook-signature</c>.</summary>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        byte[] signed = [.. head, .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed));
    }
}
