namespace TaskRelay.Web.Security;

/// <summary>Lets the forms of one answer go to one other site: the page that takes a manifest to GitHub. No other page's may.</summary>
public static class FormTarget
{
    private static readonly object Key = new();

    /// <summary>For this answer; an origin, from the operator's configuration.</summary>
    public static void Allow(HttpContext context, string origin) => context.Items[Key] = origin;

    /// <summary>The other site, where this answer has one.</summary>
    public static string? Known(HttpContext context) => context.Items[Key] as string;
}
