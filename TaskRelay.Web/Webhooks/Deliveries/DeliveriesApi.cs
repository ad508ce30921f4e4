using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>The inbox as administrators see it: every delivery with its decision, rule by rule, and a replay.</summary>
public static class DeliveriesApi
{
    private const string List = "deliveries";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapDeliveriesApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/deliveries").WithTags("Deliveries").RequireAdministrator();
        group.MapGet("", ListAsync)
            .WithName("ListDeliveries")
            .WithSummary("Webhooks and what was decided about each, newest first.")
            .WithDescription("outcome: accepted, ignored, rejected, duplicate, pong or failed.")
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
        DeliveryQueries queries, SignedCursors cursors, string? outcome, string? @event, string? repository, int? limit, string? cursor,
        CancellationToken cancellationToken)
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

        (DateTimeOffset, Guid)? after = null;
        if (cursor is not null && (after = Position(cursors.Open(List, cursor))) is null)
        {
            return SignedCursors.Refusal();
        }

        var count = limit ?? DefaultLimit;
        var rows = await queries.ListAsync(wanted, @event, repository, after, count + 1, cancellationToken);
        return rows.Count <= count
            ? TypedResults.Ok(new DeliveryList(rows, null))
            : TypedResults.Ok(new DeliveryList([.. rows.Take(count)], cursors.Seal(List, $"{rows[count - 1].ReceivedAt.ToUnixTimeMilliseconds()} {rows[count - 1].Id}")));
    }

    private static (DateTimeOffset, Guid)? Position(string? text) =>
        text?.Split(' ') is [var at, var id] ? (DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at)), Guid.Parse(id)) : null;

    private static async Task<IResult> GetAsync(
        HttpContext context, string id, DeliveryQueries queries, RedactedPayload payloads, AuditLog audit, IWriteGate writes, CancellationToken cancellationToken)
    {
        if (await FindAsync(queries, id, cancellationToken) is not { } delivery)
        {
            return NotFound();
        }

        if (delivery.Body is not null)
        {
            await writes.WriteAsync(
                (scope, _) =>
                {
                    audit.Add(scope, context.Actor(), AuditActions.DeliveryRead, $"delivery {delivery.Id}");
                    return Task.CompletedTask;
                },
                cancellationToken);
        }

        return TypedResults.Ok(new DeliveryDetail(
            ViewOf(delivery), await queries.TraceAsync(delivery, cancellationToken), await queries.EffectsAsync(delivery, cancellationToken), await payloads.OfAsync(delivery, cancellationToken)));
    }

    private static async Task<IResult> ReplayAsync(HttpContext context, string id, DeliveryQueries queries, DeliveryReplay replay, CancellationToken cancellationToken)
    {
        if (await FindAsync(queries, id, cancellationToken) is not { } delivery)
        {
            return NotFound();
        }

        if (await replay.RunAsync(delivery, context.Actor(), cancellationToken) is not { } result)
        {
            return ProblemResults.Problem(
                StatusCodes.Status409Conflict, "payload_not_kept", "The body of this delivery is not kept. Ask GitHub to deliver it again, from the App's settings.");
        }

        var answer = new ReplayAnswer(result.Outcome, result.Reason, result.TaskId);
        return result.Outcome == DeliveryOutcome.Accepted ? TypedResults.Accepted((string?)null, answer) : TypedResults.Ok(answer);
    }

    private static async Task<Delivery?> FindAsync(DeliveryQueries queries, string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) ? await queries.FindAsync(known, cancellationToken) : null;

    private static IResult NotFound() => ProblemResults.Problem(StatusCodes.Status404NotFound, "delivery_not_found", "There is no such delivery.");

    private static DeliveryView ViewOf(Delivery row) => new(
        row.Id, row.Event, row.Action, row.ReceivedAt, row.RepositoryFullName, row.IssueNumber, row.CommentId, row.SenderId,
        row.Outcome, row.Reason, row.TaskId, row.Source, row.Body is not null);
}
