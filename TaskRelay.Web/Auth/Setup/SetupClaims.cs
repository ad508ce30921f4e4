using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>
/// Remembers in a browser that its person has entered the one-time code: an encrypted cookie with the code's hash, which
/// holds as long as the code does, and a day at most.
/// </summary>
public sealed class SetupClaims(IDataProtectionProvider protection, SetupCodes codes, PublicAddress address)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("TaskRelay.SetupClaim.v1").ToTimeLimitedDataProtector();

    /// <summary>The cookie's name at this public address.</summary>
    public static string NameFor(PublicAddress address) => SessionCookie.NameFor(address) + "-setup";

    /// <summary>Gives the browser its claim.</summary>
    public void Grant(HttpContext context, byte[] hash) =>
        context.Response.Cookies.Append(NameFor(address), Convert.ToBase64String(_protector.Protect(hash, Lifetime)), Options());

    /// <summary>Takes it back.</summary>
    public void End(HttpContext context) => context.Response.Cookies.Delete(NameFor(address), Options());

    /// <summary>The hash of the code that this browser's person entered; null where there is none, or it is past its time.</summary>
    public byte[]? Of(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[NameFor(address)] is { Length: > 0 and < 4096 } cookie
                ? _protector.Unprotect(Convert.FromBase64String(cookie), out _)
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether this browser's person holds a code that is good now.</summary>
    public async Task<bool> HoldsAsync(HttpContext context, CancellationToken cancellationToken) =>
        Of(context) is { } hash && await codes.IsGoodAsync(hash, cancellationToken);

    private CookieOptions Options() => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = address.IsHttps,
        IsEssential = true,
        MaxAge = Lifetime,
    };
}
