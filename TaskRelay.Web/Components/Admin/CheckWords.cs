using TaskRelay.Web.Components.Layout;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What a check is called where people read, and where it belongs.</summary>
/// <param name="Area">The part of TaskRelay that it looks at.</param>
/// <param name="Title">Its name in words.</param>
/// <param name="Action">Words of the link that helps; null where there is none.</param>
/// <param name="Href">Where that leads.</param>
public sealed record CheckWords(string Area, string Title, string? Action = null, string? Href = null)
{
    private const string Store = "Store and keys";
    private const string GitHub = "GitHub";
    private const string Work = "Work";
    private const string Instance = "This instance";

    private static readonly Dictionary<string, CheckWords> Known = new(StringComparer.Ordinal)
    {
        ["database"] = new(Store, "Database"),
        ["migrations"] = new(Store, "Schema"),
        ["encryption_keys"] = new(Store, "Encryption keys"),
        ["disk_space"] = new(Store, "Disk space", "Retention and backup", AdminSection.Retention),
        ["webhook_secret"] = new(GitHub, "Webhook secret", "Set it up", "/setup"),
        ["oauth_client"] = new(GitHub, "Sign-in with GitHub", "Set it up", "/setup"),
        ["github_app"] = new(GitHub, "App id and private key", "Set it up", "/setup"),
        ["github_app_accepted"] = new(GitHub, "GitHub accepts the App"),
        ["github_app_permissions"] = new(GitHub, "Permissions and events of the App"),
        ["github_webhook"] = new(GitHub, "Webhooks arrive", "Deliveries", AdminSection.Deliveries),
        ["clock"] = new(GitHub, "Clock"),
        ["runner"] = new(Work, "Runner"),
        ["sandbox"] = new(Work, "Sandbox of agents"),
        ["admission"] = new(Work, "New work is taken up", "Queue", AdminSection.Queue),
        ["public_url"] = new(Instance, "Public address"),
        ["administrators"] = new(Instance, "Administrators", "Users", AdminSection.Users),
        ["configuration"] = new(Instance, "Configuration keys"),
    };

    /// <summary>The areas in their order.</summary>
    public static IReadOnlyList<string> Areas { get; } = [Store, GitHub, Work, Instance];

    /// <summary>The words for a check; one that is not known here is called by its own name.</summary>
    public static CheckWords Of(string name)
    {
        var words = Known.GetValueOrDefault(name) ?? new CheckWords(Instance, name.Replace('_', ' '));
        return words.Href is { } href && !NavEntry.Exists(href) ? words with { Action = null, Href = null } : words;
    }
}
