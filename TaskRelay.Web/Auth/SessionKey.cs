using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Web.Auth;

/// <summary>The random key in a session's cookie. The store keeps its hash only: whoever reads the store can't sign in with it.</summary>
public static class SessionKey
{
    /// <summary>256 random bits.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What the store keeps.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.ASCII.GetBytes(key));
}
