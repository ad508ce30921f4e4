using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>The inbox as administrators see it: every delivery with its decision, rule by rule, and a replay.</summary>
public static class DeliveriesApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapDeliveriesApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/deliveries").WithTags("Deliveries").RequireAdministrator();
        group.MapGet("", ListAsync)
            .WithName("ListDeliveries")
            .WithSummary("Webhooks and what was decided about each, newest first.")
            .WithDescription("outcome: accepted, ignored, rejected, duplicate, pong or failed. q is part of the repository's name, of the action or the reason, or a whole number or id: of the delivery, its task, issue, comment or sender. from is inclusive, to is not.")
            .Produces<DeliveryList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/{id}", GetAsync)
            .WithName("GetDelivery")
            .WithSummary("One webhook: the decision rule by rule, what followed, and the payload without secrets.")
            .Produces<DeliveryDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id}/replay", ReplayAsync)
            .WithName("ReplayDelivery")
            .WithSummary("Decides a stored webhook again, with the configuration of now.")
            .WithDescription("What took effect before is a duplicate and changes nothing. 409 payload_not_kept where the body was not stored (ignored deliveries) or has been pruned.")
            .Produces<ReplayAnswer>()
            .Produces<ReplayAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> ListAsync(
        DeliveryQueries queries, SignedCursors cursors, string? outcome, string? @event, string? repository, string? q, string? from, string? to,
        int? limit, string? cursor, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.");
        }

        var wanted = SnakeCase.Parse<DeliveryOutcome>(outcome);
        if (outcome is not null && wanted is null)
        {
            return ProblemResults.Invalid("outcome", $"Not an outcome; use {string.Join(", ", Enum.GetValues<DeliveryOutcome>().Select(SnakeCase.Of))}.");
        }

        if (!QueryMoment.TryRead(from, out var since))
        {
            return QueryMoment.Refusal("from");
        }

        if (!QueryMoment.TryRead(to, out var until))
        {
            return QueryMoment.Refusal("to");
        }

        DeliveryPosition? after = null;
        if (cursor is not null && (after = DeliveryPosition.Parse(cursors.Open(DeliveryPosition.List, cursor))) is null)
        {
            return SignedCursors.Refusal();
        }

        var filter = new DeliveryFilter { Outcome = wanted, Event = @event, Repository = repository, Text = q, From = since, To = until };
        var page = await queries.ListAsync(filter, after, limit ?? DefaultLimit, cancellationToken);
        return TypedResults.Ok(new DeliveryList(page.Items, page.Next is { } next ? cursors.Seal(DeliveryPosition.List, next.ToString()) : null));
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, DeliveryDesk desk, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) && await desk.ReadAsync(known, context.Actor(), cancellationToken) is { } detail ? TypedResults.Ok(detail) : NotFound();

    private static async Task<IResult> ReplayAsync(HttpContext context, string id, DeliveryDesk desk, CancellationToken cancellationToken)
    {
        var (isKnown, result) = Guid.TryParse(id, out var known) ? await desk.ReplayAsync(known, context.Actor(), cancellationToken) : default;
        if (!isKnown)
        {
            return NotFound();
        }

        if (result is null)
        {
            return ProblemResults.Problem(
                StatusCodes.Status409Conflict, "payload_not_kept", "The body of this delivery is not kept. Ask GitHub to deliver it again, from the App's settings.");
        }

        var answer = new ReplayAnswer(result.Outcome, result.Reason, result.TaskId);
        return result.Outcome == DeliveryOutcome.Accepted ? TypedResults.Accepted((string?)null, answer) : TypedResults.Ok(answer);
    }

    private static IResult NotFound() => ProblemResults.Problem(StatusCodes.Status404NotFound, "delivery_not_found", "There is no such delivery.");
}
