using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TaskRelay.Web.GitHub;

/// <summary>The JSON Web Token by which the App speaks for itself.</summary>
internal static class AppToken
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    /// <summary>
    /// Issued a minute ago, because GitHub refuses tokens from the future and clocks drift; GitHub allows ten minutes
    /// of life, counted on its own clock.
    /// </summary>
    public static string Create(long appId, string privateKey, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iat"] = now.AddSeconds(-60).ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(8).ToUnixTimeSeconds(),
            ["iss"] = appId.ToString(),
        });
        var unsigned = $"{Header}.{Base64Url.EncodeToString(claims)}";
        using var key = RSA.Create();
        key.ImportFromPem(privateKey);
        var signature = key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{unsigned}.{Base64Url.EncodeToString(signature)}";
    }
}
