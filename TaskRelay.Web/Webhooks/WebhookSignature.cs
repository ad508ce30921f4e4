using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace TaskRelay.Web.Webhooks;

/// <summary>GitHub's <c>X-Hub-Signature-256</c>: HMAC-SHA-256 of the raw body. SHA-1 is not accepted.</summary>
public static class WebhookSignature
{
    private const string Prefix = "sha256=";

    /// <summary>
    /// Whether the one header is the signature of the body under one of the secrets. Takes the same time wherever the
    /// difference lies, and tries every secret, so the answer's time tells nothing about which one is active.
    /// </summary>
    public static bool IsValid(StringValues header, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        if (header.Count != 1 || header[0] is not { } text
            || text.Length != Prefix.Length + (SHA256.HashSizeInBytes * 2)
            || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(text.AsSpan(Prefix.Length), given, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != SHA256.HashSizeInBytes)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        var valid = false;
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(secret, body, expected);
            valid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return valid;
    }
}
