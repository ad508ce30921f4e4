using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskRelay.Simulator.State;

/// <summary>What somebody's program wants an App to be. GitHub takes it whole or refuses it, with a sentence for each fault.</summary>
internal sealed partial record AppManifest
{
    private const int MaxName = 34;

    private static readonly string[] KnownPermissions =
        ["actions", "administration", "checks", "contents", "deployments", "issues", "members", "metadata", "pages", "pull_requests", "statuses", "workflows"];

    /// <summary>Events, and the permission without which nobody may hear them.</summary>
    private static readonly Dictionary<string, string> KnownEvents = new()
    {
        ["check_run"] = "checks",
        ["check_suite"] = "checks",
        ["issue_comment"] = "issues",
        ["issues"] = "issues",
        ["pull_request"] = "pull_requests",
        ["pull_request_review"] = "pull_requests",
        ["push"] = "contents",
        ["repository"] = "metadata",
    };

    public string? Name { get; private init; }
    public Uri? RedirectUrl { get; private init; }
    public Uri? HookUrl { get; private init; }
    public bool HookIsActive { get; private init; }
    public IReadOnlyList<Uri> CallbackUrls { get; private init; } = [];
    public Uri? SetupUrl { get; private init; }
    public bool IsPublic { get; private init; }
    public IReadOnlyDictionary<string, string> Permissions { get; private init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Events { get; private init; } = [];

    /// <summary>The manifest, or what is wrong with it.</summary>
    public static (AppManifest? Manifest, IReadOnlyList<string> Faults) Read(string text)
    {
        JsonObject? json;
        try
        {
            json = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            json = null;
        }
        if (json is null)
            return (null, ["The configuration is not valid JSON."]);
        var faults = new List<string>();
        var hook = json["hook_attributes"] as JsonObject;
        var permissions = (json["default_permissions"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "");
        var events = Texts(json["default_events"]);
        var manifest = new AppManifest
        {
            Name = json["name"]?.ToString(),
            RedirectUrl = Address(json["redirect_url"], "Redirect url", faults),
            HookUrl = hook is null ? null : Hook(hook, faults),
            HookIsActive = hook?["active"]?.GetValue<bool>() ?? hook is not null,
            CallbackUrls = [.. Texts(json["callback_urls"]).Select(one => Address(one, "Callback url", faults)).OfType<Uri>()],
            SetupUrl = Address(json["setup_url"], "Setup url", faults),
            IsPublic = json["public"]?.GetValue<bool>() ?? false,
            Permissions = permissions.ContainsKey("metadata") ? permissions : new Dictionary<string, string>(permissions) { ["metadata"] = "read" },
            Events = events,
        };
        if (Address(json["url"], "Url", faults) is null && json["url"] is null)
            faults.Add("Url can't be blank");
        foreach (var (permission, level) in permissions)
        {
            if (!KnownPermissions.Contains(permission) || level is not ("read" or "write" or "admin"))
                faults.Add($"Default permission records resource is not included in the list ({permission}: {level})");
        }
        foreach (var name in events)
        {
            if (!KnownEvents.TryGetValue(name, out var needed) || !manifest.Permissions.ContainsKey(needed))
                faults.Add($"Default events unsupported: {name}");
        }
        return faults.Count > 0 ? (null, faults) : (manifest, []);
    }

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? NameFault(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "Name can't be blank",
        { Length: > MaxName } => $"Name is too long (maximum is {MaxName} characters)",
        _ when SlugOf(name).Length == 0 => "Name must contain at least one alphanumeric character",
        _ => null,
    };

    public static string SlugOf(string name) => NotInSlugs().Replace(name.ToLowerInvariant(), "-").Trim('-');

    private static Uri? Hook(JsonObject hook, List<string> faults)
    {
        if (hook["url"] is null)
        {
            faults.Add("Hook url can't be blank");
            return null;
        }
        var url = Address(hook["url"], "Hook url", faults);
        if (url is not null && !PublicReach.Includes(url))
            faults.Add($"Hook url is not supported because it isn't reachable over the public Internet ({url.Host})");
        return url;
    }

    private static Uri? Address(JsonNode? node, string name, List<string> faults)
    {
        if (node is null)
            return null;
        if (Uri.TryCreate(node.ToString(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            return uri;
        faults.Add($"{name} must be a valid URL");
        return null;
    }

    private static List<string> Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(one => one?.ToString() ?? "")];

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInSlugs();
}
