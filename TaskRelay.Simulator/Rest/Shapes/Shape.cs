using System.Globalization;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

/// <summary>GitHub's JSON for what the simulator knows, for REST answers and webhooks alike.</summary>
internal sealed partial class Shape(GitHubState state)
{
    private string Base => state.BaseUrl;

    /// <summary>Under the login that the account has now, whatever it was when it wrote.</summary>
    public JsonObject User(SimulatedUser user) => UserNow(state.FindUser(user.Id) ?? user);

    private JsonObject UserNow(SimulatedUser user) => new()
    {
        ["login"] = user.Login,
        ["id"] = user.Id,
        ["node_id"] = $"U_{user.Id}",
        ["avatar_url"] = $"{Base}/avatars/{user.Id}.svg",
        ["gravatar_id"] = "",
        ["url"] = $"{Base}/users/{user.Login}",
        ["html_url"] = $"{Base}/{user.Login}",
        ["repos_url"] = $"{Base}/users/{user.Login}/repos",
        ["organizations_url"] = $"{Base}/users/{user.Login}/orgs",
        ["type"] = user.Type,
        ["user_view_type"] = "public",
        ["site_admin"] = false,
    };

    public JsonObject UserInFull(SimulatedUser user)
    {
        var shape = User(user);
        shape["name"] = user.Name;
        shape["company"] = null;
        shape["blog"] = "";
        shape["email"] = null;
        shape["bio"] = null;
        shape["public_repos"] = state.Repositories.Count(repository => repository.Owner.Id == user.Id && !repository.Private);
        shape["followers"] = 0;
        shape["following"] = 0;
        shape["created_at"] = "2020-01-01T00:00:00Z";
        shape["updated_at"] = "2020-01-01T00:00:00Z";
        return shape;
    }

    public JsonObject Organization(SimulatedUser account) => new()
    {
        ["login"] = account.Login,
        ["id"] = account.Id,
        ["node_id"] = $"O_{account.Id}",
        ["url"] = $"{Base}/orgs/{account.Login}",
        ["repos_url"] = $"{Base}/orgs/{account.Login}/repos",
        ["avatar_url"] = $"{Base}/avatars/{account.Id}.svg",
        ["description"] = account.Name,
    };

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static JsonNode? TimeOrNull(DateTimeOffset? at) => at is { } known ? JsonValue.Create(Time(known)) : null;

    private static JsonObject Map(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
