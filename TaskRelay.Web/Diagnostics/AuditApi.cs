using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics;

/// <summary><c>GET /api/audit</c>, for administrators.</summary>
public static class AuditApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapAuditApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/audit").WithTags("Audit").RequireAdministrator();
        group.MapGet("", ListAsync)
            .WithName("ListAuditEntries")
            .WithSummary("The audit log, newest first.")
            .WithDescription("actor is a login as it was at the time, or a numeric id. q is part of the target, the outcome or the address. from is inclusive, to is not; both are ISO 8601 times or dates.")
            .Produces<AuditPage>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/export", AuditExport.FileAsync)
            .WithName("ExportAuditEntries")
            .WithSummary("The same as a file: CSV, or JSON with format=json.")
            .WithDescription("With the filters of the list; at most the newest 50,000 entries.")
            .Produces<AuditExportList>(StatusCodes.Status200OK, "application/json", "text/csv")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        return routes;
    }

    private static async Task<IResult> ListAsync(
        AuditQueries audit, SignedCursors cursors, string? actor, string? action, string? q, string? from, string? to, int? limit, string? cursor,
        CancellationToken cancellationToken)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.");
        }

        var (filter, problem) = Filter(actor, action, q, from, to);
        if (problem is not null)
        {
            return problem;
        }

        long? before = null;
        if (cursor is not null && (before = cursors.OpenNumber(AuditQueries.List, cursor)) is null)
        {
            return SignedCursors.Refusal();
        }

        var (items, next) = await audit.ListAsync(filter, limit ?? DefaultLimit, before, cancellationToken);
        return TypedResults.Ok(new AuditPage(items, next is { } last ? cursors.Seal(AuditQueries.List, last) : null));
    }

    /// <summary>What the list and the file have in common; the answer to a query that can't be read.</summary>
    internal static (AuditFilter Filter, IResult? Problem) Filter(string? actor, string? action, string? q, string? from, string? to)
    {
        if (!QueryMoment.TryRead(from, out var since))
        {
            return (new AuditFilter(), QueryMoment.Refusal("from"));
        }

        return QueryMoment.TryRead(to, out var until)
            ? (new AuditFilter { Actor = actor, Action = action, Text = q, From = since, To = until }, null)
            : (new AuditFilter(), QueryMoment.Refusal("to"));
    }
}
