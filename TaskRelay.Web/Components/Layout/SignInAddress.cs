using Microsoft.AspNetCore.Components;

namespace TaskRelay.Web.Components.Layout;

/// <summary>The sign-in page, with the way back to where somebody is now.</summary>
public static class SignInAddress
{
    /// <summary>A local address.</summary>
    public static string For(NavigationManager navigation) =>
        $"/login?returnUrl={Uri.EscapeDataString("/" + navigation.ToBaseRelativePath(navigation.Uri))}";
}
