namespace TaskRelay.Web.Components.Parts;

/// <summary>Addresses from outside that may become links.</summary>
public static class SafeLink
{
    /// <summary>The address where it leads to a page and runs nothing; else null, which makes no link.</summary>
    public static string? Of(string? address) => IsPage(address) ? address : null;

    /// <summary>Whether it does.</summary>
    public static bool IsPage(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);
}
