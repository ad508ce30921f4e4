using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>Name and flags of the session cookie, decided by the public address alone.</summary>
public static class SessionCookie
{
    /// <summary>Scheme of the session, the default one.</summary>
    public const string Scheme = "Session";

    /// <summary>How long a session lives without being used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>Over TLS the prefix makes browsers refuse a cookie that another host or a plain connection planted.</summary>
    public static string NameFor(PublicAddress address) => address.IsHttps ? "__Host-taskrelay" : "taskrelay";

    /// <summary>The Secure flag follows the public address: behind a proxy that ends TLS the request itself is plain.</summary>
    public static CookieSecurePolicy SecureFor(PublicAddress address) =>
        address.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
}
