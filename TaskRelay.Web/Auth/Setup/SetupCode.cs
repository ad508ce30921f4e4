using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>The form of the one-time code: sixteen letters and digits that nobody mistakes for each other, 80 random bits.</summary>
public static class SetupCode
{
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Length = 16;
    private const int Group = 4;

    /// <summary>A new one, in groups of four.</summary>
    public static string Create() =>
        string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(Group).Select(letters => new string(letters)));

    /// <summary>What is kept of a code, however it was typed: small letters, spaces and missing hyphens don't matter.</summary>
    public static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)])));
}
