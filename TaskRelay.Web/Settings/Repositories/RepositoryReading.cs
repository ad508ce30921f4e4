using System.Text.Json;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Reads settings of a repository that somebody sends: every member must be there, be known and be of its form.</summary>
public sealed class RepositoryReading(RepositoryRules rules)
{
    /// <summary>The change, or what is wrong with it by member.</summary>
    public (RepositoryChange? Change, Dictionary<string, string[]> Errors) Read(JsonElement json)
    {
        if (JsonFields.Of(json) is not { } body)
        {
            return (null, new Dictionary<string, string[]> { ["$"] = ["Must be an object."] });
        }

        var version = body.Number("version");
        var (enabled, paused, reason) = (body.Flag("enabled"), body.Flag("paused"), body.TextOrNull("pauseReason"));
        var agent = body.TextOrNull("defaultAgent");
        var allowed = ListOrNull(body, json, "allowedAgents");
        var (model, branch) = (body.TextOrNull("model"), body.TextOrNull("baseBranch"));
        var (minutes, most) = (NumberOrNull(body, json, "taskTimeoutMinutes"), NumberOrNull(body, json, "maxConcurrentTasks"));
        var commanders = body.Text("commanders");
        foreach (var member in new[] { "repository", "mayChange", "updatedAt", "updatedBy" })
        {
            body.Ignore(member);
        }

        body.End();
        var known = SnakeCase.Parse<RepositoryCommanders>(commanders);
        if (commanders is not null && known is null)
        {
            body.Fail("commanders", "Must be write or admin.");
        }

        if (body.Errors.Count > 0)
        {
            return (null, body.Errors);
        }

        var change = rules.Canonical(new RepositoryChange(
            version!.Value, enabled!.Value, paused!.Value, reason, agent, allowed, model, branch, minutes, most, known!.Value));
        var faults = rules.Check(change);
        return (faults.Count > 0 ? null : change, faults);
    }

    private static IReadOnlyList<string>? ListOrNull(JsonFields body, JsonElement json, string name) => IsNull(json, name) ? Nothing<IReadOnlyList<string>>(body, name) : body.Texts(name);

    private static int? NumberOrNull(JsonFields body, JsonElement json, string name) => IsNull(json, name) ? Nothing<int?>(body, name) : body.Number(name);

    private static bool IsNull(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;

    private static T? Nothing<T>(JsonFields body, string name)
    {
        body.Ignore(name);
        return default;
    }
}
