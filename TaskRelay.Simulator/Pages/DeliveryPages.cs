using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator.Pages;

/// <summary>What the App was told, and what it answered; any of it can be sent again.</summary>
internal static class DeliveryPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/deliveries", Show);
        routes.MapPost("/deliveries/{id:long}", (WebhookSender hooks, long id) =>
        {
            if (hooks.Log.All.FirstOrDefault(delivery => delivery.Id == id) is { } found)
                hooks.Redeliver(found);
            return Results.Redirect("/deliveries");
        });
    }

    private static IResult Show(PageContext page, WebhookSender hooks)
    {
        var rows = string.Concat(hooks.Log.All.Reverse().Take(100).Select(delivery => $"""
            <div class="row"><span class="grow"><strong>{Html.Encode(delivery.Event)}</strong> {Html.Encode(delivery.Action)}{(delivery.Redelivery ? " <span class=\"pill\">redelivery</span>" : "")}<br>
            <small>{delivery.Guid} · {page.Ago(delivery.DeliveredAt)}</small>
            <details><summary class="mild">{delivery.StatusCode} {Html.Encode(delivery.Status)}, {delivery.Duration.TotalMilliseconds:0} ms</summary><pre>{Html.Encode(delivery.ResponseBody)}</pre></details></span>
            <form method="post" action="/deliveries/{delivery.Id}"><button>Redeliver</button></form></div>
            """));
        var url = page.State.App.WebhookUrl is { } known ? $"to <code>{Html.Encode(known.ToString())}</code>" : "nowhere: the App has no webhook";
        return Html.LivePage(page.Request, "Webhook deliveries",
            $"<h1>Webhook deliveries</h1><p class=\"mild\">Sent {url}</p><div class=\"box\">{(rows.Length == 0 ? "<div class=\"row\">Nothing was sent yet.</div>" : rows)}</div>");
    }
}
