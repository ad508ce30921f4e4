using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;
using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    public JsonObject App()
    {
        var app = state.App;
        return new JsonObject
        {
            ["id"] = app.AppId,
            ["client_id"] = app.ClientId,
            ["slug"] = app.Slug,
            ["node_id"] = $"A_{app.AppId}",
            ["owner"] = User(state.User(app.OwnerLogin)),
            ["name"] = app.Name,
            ["description"] = "From a comment to a pull request",
            ["external_url"] = "https://example.com",
            ["html_url"] = $"{Base}/apps/{app.Slug}",
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["updated_at"] = "2026-01-01T00:00:00Z",
            ["permissions"] = Map(app.Permissions),
            ["events"] = new JsonArray([.. app.Events.Select(name => (JsonNode)name)]),
        };
    }

    public JsonObject AppInFull()
    {
        var shape = App();
        shape["installations_count"] = state.Installations.Count;
        return shape;
    }

    /// <summary>What only the manifest flow tells, and only once.</summary>
    public JsonObject AppWithSecrets()
    {
        var shape = App();
        shape["client_secret"] = state.App.ClientSecret;
        shape["webhook_secret"] = state.App.WebhookSecret is { Length: > 0 } secret ? secret : null;
        shape["pem"] = state.App.PrivateKeyPem;
        return shape;
    }

    public JsonObject Installation(SimulatedInstallation installation) => new()
    {
        ["id"] = installation.Id,
        ["client_id"] = state.App.ClientId,
        ["account"] = User(installation.Account),
        ["repository_selection"] = "selected",
        ["access_tokens_url"] = $"{Base}/app/installations/{installation.Id}/access_tokens",
        ["repositories_url"] = $"{Base}/installation/repositories",
        ["html_url"] = installation.Account.IsPerson
            ? $"{Base}/settings/installations/{installation.Id}"
            : $"{Base}/organizations/{installation.Account.Login}/settings/installations/{installation.Id}",
        ["app_id"] = state.App.AppId,
        ["app_slug"] = state.App.Slug,
        ["target_id"] = installation.Account.Id,
        ["target_type"] = installation.Account.Type,
        ["permissions"] = Map(installation.Permissions),
        ["events"] = new JsonArray([.. state.App.Events.Select(name => (JsonNode)name)]),
        ["created_at"] = Time(installation.CreatedAt),
        ["updated_at"] = Time(installation.CreatedAt),
        ["single_file_name"] = null,
        ["has_multiple_single_files"] = false,
        ["single_file_paths"] = new JsonArray(),
        ["suspended_by"] = null,
        ["suspended_at"] = TimeOrNull(installation.SuspendedAt),
    };

    public JsonObject InstallationToken(GrantedToken token)
    {
        var shape = new JsonObject
        {
            ["token"] = token.Value,
            ["expires_at"] = TimeOrNull(token.ExpiresAt),
            ["permissions"] = Map(token.Permissions!),
            ["repository_selection"] = "selected",
        };
        if (token.RepositoryIds is { } ids)
            shape["repositories"] = new JsonArray([.. ids.Select(state.FindRepository).OfType<SimulatedRepository>().Select(Repository)]);
        return shape;
    }

    public static JsonObject Delivery(WebhookDelivery delivery) => new()
    {
        ["id"] = delivery.Id,
        ["guid"] = delivery.Guid,
        ["delivered_at"] = delivery.DeliveredAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ"),
        ["redelivery"] = delivery.Redelivery,
        ["duration"] = Math.Round(delivery.Duration.TotalSeconds, 2),
        ["status"] = delivery.Status,
        ["status_code"] = delivery.StatusCode,
        ["event"] = delivery.Event,
        ["action"] = delivery.Action,
        ["installation_id"] = delivery.InstallationId,
        ["repository_id"] = delivery.RepositoryId,
        ["throttled_at"] = null,
    };

    public static JsonObject DeliveryInFull(WebhookDelivery delivery)
    {
        var shape = Delivery(delivery);
        shape["url"] = delivery.Url?.ToString();
        shape["request"] = new JsonObject { ["headers"] = Map(delivery.RequestHeaders), ["payload"] = delivery.ParsedPayload() };
        shape["response"] = new JsonObject { ["headers"] = Map(delivery.ResponseHeaders), ["payload"] = delivery.ResponseBody };
        return shape;
    }
}
