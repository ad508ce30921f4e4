using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>Addresses of the sign-in page.</summary>
public static class SignInPage
{
    /// <summary>Shows why a sign-in did not come about, and keeps the way back.</summary>
    public static string For(string error, string? returnUrl)
    {
        var back = LocalPath.OrRoot(returnUrl);
        return back == "/" ? $"/login?error={error}" : $"/login?error={error}&returnUrl={Uri.EscapeDataString(back)}";
    }
}
