using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Web.Security;

/// <summary>Random secrets of 256 bits, of which the store keeps only a hash.</summary>
public static class SecretToken
{
    /// <summary>A new one, safe in a header and in a line.</summary>
    public static string Create(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored. No salt: 256 random bits have no dictionary.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
