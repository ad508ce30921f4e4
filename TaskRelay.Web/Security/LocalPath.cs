namespace TaskRelay.Web.Security;

/// <summary>Decides whether an address that a caller gave leads back into this site and nowhere else.</summary>
public static class LocalPath
{
    /// <summary>The path when it is local, else <c>/</c>.</summary>
    public static string OrRoot(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>
    /// One leading slash followed by neither a slash nor a backslash: browsers read <c>//host</c> and <c>/\host</c> as
    /// another site, and drop tabs and line breaks before they look.
    /// </summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..]
        && path is not ['/', '/' or '\\', ..]
        && !path.Contains('\\')
        && !path.Any(char.IsControl)
        && path.Length <= 2000;
}
