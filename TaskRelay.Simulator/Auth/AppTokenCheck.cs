using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TaskRelay.Simulator.Auth;

/// <summary>Checks the token that an App signs for itself, with GitHub's rules and words.</summary>
internal static class AppTokenCheck
{
    private const string NotDecodable = "A JSON web token could not be decoded";

    /// <summary>Null when it is good, else why not.</summary>
    public static string? Refuse(SimulatedApp app, string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [var header, var payload, var signature]
            || !Base64Url.IsValid(header) || !Base64Url.IsValid(payload) || !Base64Url.IsValid(signature))
        {
            return NotDecodable;
        }
        var signed = Encoding.ASCII.GetBytes($"{header}.{payload}");
        using var key = RSA.Create();
        key.ImportFromPem(app.PrivateKeyPem);
        if (!key.VerifyData(signed, Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            return NotDecodable;
        using var head = JsonDocument.Parse(Base64Url.DecodeFromChars(header));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        if (!head.RootElement.TryGetProperty("alg", out var algorithm) || algorithm.ValueEquals("RS256") is false)
            return NotDecodable;
        return RefuseClaims(app, claims.RootElement, now.ToUnixTimeSeconds());
    }

    private static string? RefuseClaims(SimulatedApp app, JsonElement claims, long now)
    {
        if (!claims.TryGetProperty("iss", out var issuer) || issuer.ToString() is var iss && iss != app.AppId.ToString() && iss != app.ClientId)
            return "'Issuer' claim ('iss') must be the App's ID or client ID";
        if (!claims.TryGetProperty("iat", out var issued) || !issued.TryGetInt64(out var iat) || iat > now)
            return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
        if (!claims.TryGetProperty("exp", out var expires) || !expires.TryGetInt64(out var exp) || exp <= now)
            return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
        return exp > iat + 600 ? "'Expiration time' claim ('exp') is too far in the future" : null;
    }
}
