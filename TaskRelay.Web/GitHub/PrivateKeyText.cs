using System.Security.Cryptography;

namespace TaskRelay.Web.GitHub;

/// <summary>Reads a private key as people paste it: real line breaks, or <c>\n</c> as environment variables carry it.</summary>
internal static class PrivateKeyText
{
    /// <summary>The key with real line breaks, or the reason why it can't be used. Never quotes the key.</summary>
    public static (string? Pem, string? Problem) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, null);
        }

        var pem = text.Trim().Trim('"').Replace("\\n", "\n", StringComparison.Ordinal);
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);

            // A public key imports as well and fails only when it signs: better told now.
            key.SignData([1], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return (pem, null);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return (null, "The GitHub App's private key can't be read: it must be the whole PEM file that GitHub made, from '-----BEGIN' to 'END ... KEY-----'.");
        }
    }
}
