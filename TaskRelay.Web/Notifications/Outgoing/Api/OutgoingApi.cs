using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Notifications.Outgoing.Api;

/// <summary>Routes of outgoing webhooks: everybody has their own, administrators those of the instance too.</summary>
public static class OutgoingApi
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapOutgoingApi(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/api/notifications").WithTags("Notifications").RequireAuthorization().RequireScope(ApiScopes.ConfigWrite);
        all.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        var group = all.MapGroup("/webhooks");

        group.MapGet("", OutgoingEndpoints.ListAsync)
            .WithName("ListWebhooks")
            .WithSummary("The caller's outgoing webhooks, oldest first; for administrators those of the instance too.")
            .Produces<WebhookList>();
        group.MapPost("", OutgoingEndpoints.CreateAsync)
            .WithName("CreateWebhook")
            .WithSummary("Makes an outgoing webhook. Its secret is in this answer and nowhere else.")
            .WithDescription("What is sent follows Standard Webhooks: check webhook-signature with the secret. At most 10 a person.")
            .Produces<WebhookWithSecret>(StatusCodes.Status201Created)
            .ProducesProblems(400, 409, 413, 415, 503);
        group.MapGet("/{id}", OutgoingEndpoints.ReadAsync)
            .WithName("GetWebhook")
            .WithSummary("One outgoing webhook.")
            .Produces<WebhookView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("/{id}", OutgoingEndpoints.ChangeAsync)
            .WithName("ChangeWebhook")
            .WithSummary("Changes an outgoing webhook, switches it off or on.")
            .WithDescription("version is the one that was read: 409 webhook_changed when it is not the newest any more.")
            .Produces<WebhookView>()
            .ProducesProblems(400, 404, 409, 413, 415, 503);
        group.MapDelete("/{id}", OutgoingEndpoints.DeleteAsync)
            .WithName("DeleteWebhook")
            .WithSummary("Removes an outgoing webhook, with its deliveries.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblems(404, 503);
        group.MapPost("/{id}/secret", OutgoingEndpoints.RotateAsync)
            .WithName("RotateWebhookSecret")
            .WithSummary("Makes a new secret, which is in this answer and nowhere else.")
            .WithDescription("The one before signs too for 24 hours: webhook-signature then holds two signatures.")
            .Produces<WebhookWithSecret>()
            .ProducesProblems(404, 503);
        group.MapPost("/{id}/test", OutgoingEndpoints.TestAsync)
            .WithName("TestWebhook")
            .WithSummary("Sends the event endpoint.test, once.")
            .Produces<WebhookSending>(StatusCodes.Status202Accepted)
            .ProducesProblems(404, 409, 503);
        group.MapGet("/{id}/deliveries", OutgoingEndpoints.DeliveriesAsync)
            .WithName("ListWebhookDeliveries")
            .WithSummary("What it was sent, newest first, with every attempt.")
            .Produces<WebhookDeliveryList>()
            .ProducesProblems(400, 404);
        all.MapPost("/deliveries/{id}/redeliver", OutgoingEndpoints.RedeliverAsync)
            .WithName("RedeliverWebhook")
            .WithSummary("Sends a delivery again, with the id that it had.")
            .Produces<WebhookSending>(StatusCodes.Status202Accepted)
            .ProducesProblems(404, 409, 503);
        return routes;
    }
}
