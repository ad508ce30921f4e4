using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Setup;

/// <summary>
/// Requests for an App that browsers have taken to GitHub: an encrypted cookie holds the wish and the state, so an answer
/// counts only in the browser that asked, once, and within the hour that GitHub allows.
/// </summary>
public sealed class AppRequests(IDataProtectionProvider protection, SpentSignIns spent, PublicAddress address, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly IDataProtector _protector = protection.CreateProtector("TaskRelay.AppRequest.v1");

    /// <summary>The cookie's name at this public address.</summary>
    public static string NameFor(PublicAddress address) => SessionCookie.NameFor(address) + "-app";

    /// <summary>Notes what this browser takes to GitHub.</summary>
    public void Begin(HttpContext context, AppWish wish)
    {
        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var sealedRequest = _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(new AppRequest(state, wish, clock.GetUtcNow() + Lifetime)));
        context.Response.Cookies.Append(NameFor(address), Base64Url.EncodeToString(sealedRequest), Options());
    }

    /// <summary>What this browser takes to GitHub; null when nothing, or when it is too old.</summary>
    public AppRequest? Of(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[NameFor(address)] is { Length: > 0 and < 4096 } cookie
                && JsonSerializer.Deserialize<AppRequest>(_protector.Unprotect(Base64Url.DecodeFromChars(cookie))) is { } request
                && request.EndsAt > clock.GetUtcNow()
                ? request
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The request that this state belongs to. It is used up by being asked for.</summary>
    public AppRequest? Take(HttpContext context, string state)
    {
        var request = Of(context);
        context.Response.Cookies.Delete(NameFor(address), Options());
        return request is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.State), Encoding.UTF8.GetBytes(state))
            && spent.TrySpend(request.State, request.EndsAt)
            ? request
            : null;
    }

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
