using System.Text.RegularExpressions;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>Names of images.</summary>
public static partial class FlyImage
{
    public const string Example = "registry.fly.io/APP@sha256:…";

    /// <summary>A tag can be moved to other contents, a digest can't.</summary>
    public static bool IsByDigest(string image) => ByDigest().IsMatch(image);

    [GeneratedRegex("^[a-z0-9][A-Za-z0-9._:/-]{0,255}@sha256:[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex ByDigest();
}
