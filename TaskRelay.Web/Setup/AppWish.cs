using System.Text.RegularExpressions;

namespace TaskRelay.Web.Setup;

/// <summary>How somebody wants the App to be made.</summary>
/// <param name="Organization">The organization that is to own it; null: their own account.</param>
/// <param name="IsPublic">Whether accounts other than its owner may install it.</param>
/// <param name="Ingest"><c>webhook</c> or <c>poll</c>.</param>
public sealed partial record AppWish(string? Organization, bool IsPublic, string Ingest)
{
    /// <summary>Comments come by webhook.</summary>
    public const string Webhook = "webhook";

    /// <summary>Comments are read.</summary>
    public const string Poll = "poll";

    /// <summary>The wish that a form carries; null where it makes none.</summary>
    public static AppWish? Of(string owner, string organization, string isPublic, string ingest)
    {
        var name = organization.Trim().TrimStart('@');
        return (owner, ingest) switch
        {
            ("user", Webhook or Poll) => new AppWish(null, isPublic == "true", ingest),
            ("organization", Webhook or Poll) when LoginForm().IsMatch(name) => new AppWish(name, isPublic == "true", ingest),
            _ => null,
        };
    }

    [GeneratedRegex("^[A-Za-z0-9](-?[A-Za-z0-9_]){0,38}$")]
    private static partial Regex LoginForm();
}
