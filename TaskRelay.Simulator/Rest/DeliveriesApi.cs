using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator.Rest;

/// <summary>The App's webhook: where it points, what was delivered, and asking for it again.</summary>
internal static class DeliveriesApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/app/hook/config", (RestContext rest) => AppApi.AsApp(rest) ?? Answer.Ok(Config(rest)));
        api.MapPatch("/app/hook/config", (RestContext rest) => AppApi.AsApp(rest) ?? Configure(rest));
        api.MapGet("/app/hook/deliveries", (RestContext rest, WebhookSender hooks) => AppApi.AsApp(rest) ?? List(rest, hooks));
        api.MapGet("/app/hook/deliveries/{id:long}", (RestContext rest, WebhookSender hooks, long id) =>
            AppApi.AsApp(rest) ?? (Find(hooks, id) is { } found ? Answer.Ok(Shape.DeliveryInFull(found)) : Answer.NotFound()));
        api.MapPost("/app/hook/deliveries/{id:long}/attempts", (RestContext rest, WebhookSender hooks, long id) =>
        {
            if (AppApi.AsApp(rest) is { } refusal)
                return refusal;
            if (Find(hooks, id) is not { } found)
                return Answer.NotFound();
            hooks.Redeliver(found);
            return Answer.Accepted();
        });
    }

    private static WebhookDelivery? Find(WebhookSender hooks, long id) => hooks.Log.All.FirstOrDefault(delivery => delivery.Id == id);

    private static JsonObject Config(RestContext rest) => new()
    {
        ["content_type"] = "json",
        ["insecure_ssl"] = "0",
        ["secret"] = "********",
        ["url"] = rest.State.App.WebhookUrl?.ToString(),
    };

    private static IResult Configure(RestContext rest)
    {
        if (rest.Text("url") is { } url)
            rest.State.App.WebhookUrl = new Uri(url);
        if (rest.Text("secret") is { } secret)
            rest.State.App.WebhookSecret = secret;
        return Answer.Ok(Config(rest));
    }

    /// <summary>Newest first; the cursor is the last delivery that was shown. What is still under way is not listed.</summary>
    private static IResult List(RestContext rest, WebhookSender hooks)
    {
        var size = Math.Clamp(Paging.Number(rest.Http, "per_page", 30), 1, 100);
        var before = long.TryParse(rest.Query("cursor")?.Split('_')[^1], out var cursor) ? cursor : long.MaxValue;
        var status = rest.Query("status");
        var found = hooks.Log.All.Where(delivery => delivery.Completion.IsCompleted && delivery.Id < before)
            .Where(delivery => status is null || status == "success" == delivery.StatusCode is >= 200 and < 300)
            .Reverse().Take(size + 1).ToList();
        if (found.Count > size)
            rest.Http.Response.Headers.Link = Paging.Link(rest.Http, "cursor", $"v1_{found[size - 1].Id}", "next");
        return Answer.Ok(new JsonArray([.. found.Take(size).Select(Shape.Delivery)]));
    }
}
