using System.Text.Json;

namespace TaskRelay.Web.GitHubData;

/// <summary>Reads GitHub's JSON. What GitHub always sends is required; a body without it is no answer.</summary>
internal static class GitHubJson
{
    public static GitHubProfile Profile(JsonElement json) => new(
        json.GetProperty("id").GetInt64(),
        Required(json, "login"),
        Text(json, "name"),
        Text(json, "html_url") ?? "",
        Text(json, "avatar_url"),
        Text(json, "email"),
        Text(json, "company"),
        Text(json, "bio"),
        Time(json, "created_at"));

    public static GitHubInstallation Installation(JsonElement json)
    {
        var account = json.TryGetProperty("account", out var found) && found.ValueKind == JsonValueKind.Object ? found : default(JsonElement?);
        return new(
            json.GetProperty("id").GetInt64(),
            new GitHubAccount(
                account?.GetProperty("id").GetInt64() ?? 0,

                // An enterprise has a slug instead of a login.
                account is { } known ? Text(known, "login") ?? Text(known, "slug") ?? "" : "",
                account is { } owner ? Text(owner, "type") ?? Text(json, "target_type") ?? "User" : "User",
                account is { } page ? Text(page, "html_url") : null,
                account is { } face ? Text(face, "avatar_url") : null),
            Text(json, "repository_selection"),
            json.TryGetProperty("permissions", out var permissions) && permissions.ValueKind == JsonValueKind.Object
                ? permissions.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.ToString())
                : [],
            Texts(json, "events"),
            Text(json, "html_url"),
            Time(json, "suspended_at"),
            Time(json, "created_at"));
    }

    public static GitHubOrganization Organization(JsonElement json, string webBaseUrl)
    {
        var login = Required(json, "login");
        return new(json.GetProperty("id").GetInt64(), login, Text(json, "description"), $"{webBaseUrl.TrimEnd('/')}/{login}", Text(json, "avatar_url"));
    }

    public static GitHubRepository Repository(JsonElement json, long installationId)
    {
        var fullName = Required(json, "full_name");
        var owner = json.TryGetProperty("owner", out var account) && account.ValueKind == JsonValueKind.Object ? Text(account, "login") : null;
        var rights = json.TryGetProperty("permissions", out var found) && found.ValueKind == JsonValueKind.Object ? found : default(JsonElement?);
        bool May(string name) => rights is { } known && Flag(known, name);
        return new(
            json.GetProperty("id").GetInt64(),
            owner ?? fullName.Split('/')[0],
            Required(json, "name"),
            fullName,
            Text(json, "html_url") ?? "",
            Flag(json, "private"),
            Text(json, "default_branch") ?? "main",
            Text(json, "description"),
            installationId,
            new GitHubPermissions(May("admin"), May("maintain"), May("push"), May("triage"), May("pull")),
            Time(json, "pushed_at"),
            Flag(json, "archived"));
    }

    public static GitHubIssue Issue(JsonElement json) => new(
        json.GetProperty("number").GetInt32(),
        Required(json, "title"),
        Text(json, "body"),
        Text(json, "state") ?? "open",
        json.TryGetProperty("labels", out var labels) && labels.ValueKind == JsonValueKind.Array
            ? [.. labels.EnumerateArray().Select(label => label.ValueKind == JsonValueKind.String ? label.GetString() : Text(label, "name")).OfType<string>()]
            : [],
        json.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object ? Text(user, "login") : null,
        Text(json, "html_url") ?? "",
        json.TryGetProperty("comments", out var comments) && comments.TryGetInt32(out var count) ? count : 0,
        json.TryGetProperty("pull_request", out var pull) && pull.ValueKind == JsonValueKind.Object);

    public static GitHubPullRequest PullRequest(JsonElement json) => new(
        json.GetProperty("number").GetInt32(),
        Required(json, "title"),
        Text(json, "state") ?? "open",
        Flag(json, "draft"),
        Flag(json, "merged"),
        Text(json, "html_url") ?? "",
        Number(json, "changed_files"),
        Number(json, "additions"),
        Number(json, "deletions"));

    public static GitHubChangedFile ChangedFile(JsonElement json) => new(
        Required(json, "filename"),
        Text(json, "previous_filename"),
        Text(json, "status") ?? "modified",
        Number(json, "additions"),
        Number(json, "deletions"),
        Text(json, "patch"));

    public static GitHubRateLimit RateLimit(JsonElement json)
    {
        var resources = new SortedDictionary<string, GitHubRateResource>(StringComparer.Ordinal);
        foreach (var resource in json.GetProperty("resources").EnumerateObject())
        {
            var (limit, remaining) = (resource.Value.GetProperty("limit").GetInt32(), resource.Value.GetProperty("remaining").GetInt32());
            resources[resource.Name] = new(
                limit,
                remaining,
                resource.Value.TryGetProperty("used", out var used) ? used.GetInt32() : limit - remaining,
                DateTimeOffset.FromUnixTimeSeconds(resource.Value.GetProperty("reset").GetInt64()));
        }

        return new(resources, resources.TryGetValue("core", out var core) && (long)core.Remaining * 10 < core.Limit);
    }

    private static string Required(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"GitHub's {name} is null.");

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Select(value => value.ToString())]
            : [];

    private static int Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time : null;
}
