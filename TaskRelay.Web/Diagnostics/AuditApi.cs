using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics;

/// <summary><c>GET /api/audit</c>, for administrators.</summary>
public static class AuditApi
{
    private const string List = "audit";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapAuditApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/audit").WithTags("Audit").RequireAdministrator().MapGet("", ListAsync)
            .WithName("ListAuditEntries")
            .WithSummary("The audit log, newest first.")
            .WithDescription("actor is a login as it was at the time, or a numeric id. from is inclusive, to is not; both are ISO 8601 times or dates.")
            .Produces<AuditPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        return routes;
    }

    private static async Task<IResult> ListAsync(
        AuditQueries audit, SignedCursors cursors, string? actor, string? action, string? from, string? to, int? limit, string? cursor, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.");
        }

        if (!QueryMoment.TryRead(from, out var since))
        {
            return QueryMoment.Refusal("from");
        }

        if (!QueryMoment.TryRead(to, out var until))
        {
            return QueryMoment.Refusal("to");
        }

        long? before = null;
        if (cursor is not null && (before = cursors.OpenNumber(List, cursor)) is null)
        {
            return SignedCursors.Refusal();
        }

        var filter = new AuditFilter { Actor = actor, Action = action, From = since, To = until };
        var (items, next) = await audit.ListAsync(filter, limit ?? DefaultLimit, before, cancellationToken);
        return TypedResults.Ok(new AuditPage(items, next is { } last ? cursors.Seal(List, last) : null));
    }
}
