using System.Globalization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Notifications.Outgoing.Api;

/// <summary>Answers about outgoing webhooks.</summary>
internal static class OutgoingEndpoints
{
    private const string List = "webhook-deliveries";
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public static async Task<IResult> ListAsync(HttpContext context, WebhookQueries queries) =>
        TypedResults.Ok(new WebhookList(await queries.ListAsync(Who(context), context.RequestAborted)));

    public static async Task<IResult> ReadAsync(HttpContext context, string id, WebhookQueries queries) =>
        Guid.TryParse(id, out var known) && await queries.ReadAsync(Who(context), known, context.RequestAborted) is { } found
            ? TypedResults.Ok(found)
            : Missing();

    public static async Task<IResult> CreateAsync(HttpContext context, WebhookRequest request, WebhookStore store, TimeProvider clock)
    {
        if (request.Scope is not (null or WebhookView.Own or WebhookView.Instance))
        {
            return ProblemResults.Invalid("scope", "Must be own or instance.");
        }

        var (caller, isForAll) = (Who(context), request.Scope == WebhookView.Instance);
        if (isForAll && !caller.IsAdministrator)
        {
            return ProblemResults.Problem(
                StatusCodes.Status403Forbidden, "administrator_required", "Only administrators make webhooks that are told of everybody's tasks.");
        }

        var answer = await store.CreateAsync(caller, isForAll, new WebhookWish(request.Name, request.Url, request.Events), context.Actor(), context.RequestAborted);
        return answer is WebhookAnswer.Done(var made, { } secret)
            ? TypedResults.Created($"/api/notifications/webhooks/{made.Id}", new WebhookWithSecret(WebhookView.Of(made, clock.GetUtcNow()), secret))
            : Refusal(answer);
    }

    public static async Task<IResult> ChangeAsync(HttpContext context, string id, WebhookChange request, WebhookStore store, TimeProvider clock)
    {
        var errors = new Dictionary<string, string[]>();
        if (request.Version is null)
        {
            errors["version"] = ["Is missing."];
        }

        if (request.Enabled is null)
        {
            errors["enabled"] = ["Is missing."];
        }

        if (errors.Count > 0)
        {
            return ProblemResults.Invalid(errors);
        }

        var wish = new WebhookWish(request.Name, request.Url, request.Events, request.Enabled!.Value);
        var answer = Guid.TryParse(id, out var known)
            ? await store.ChangeAsync(Who(context), known, request.Version!.Value, wish, context.Actor(), context.RequestAborted)
            : new WebhookAnswer.Missing();
        return answer is WebhookAnswer.Done(var now, _) ? TypedResults.Ok(WebhookView.Of(now, clock.GetUtcNow())) : Refusal(answer);
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, string id, WebhookStore store)
    {
        var answer = Guid.TryParse(id, out var known) ? await store.DeleteAsync(Who(context), known, context.Actor(), context.RequestAborted) : new WebhookAnswer.Missing();
        return answer is WebhookAnswer.Done ? TypedResults.NoContent() : Refusal(answer);
    }

    public static async Task<IResult> RotateAsync(HttpContext context, string id, WebhookStore store, TimeProvider clock)
    {
        var answer = Guid.TryParse(id, out var known) ? await store.RotateAsync(Who(context), known, context.Actor(), context.RequestAborted) : new WebhookAnswer.Missing();
        return answer is WebhookAnswer.Done(var now, { } secret)
            ? TypedResults.Ok(new WebhookWithSecret(WebhookView.Of(now, clock.GetUtcNow()), secret))
            : Refusal(answer);
    }

    public static async Task<IResult> TestAsync(HttpContext context, string id, WebhookStore store)
    {
        var answer = Guid.TryParse(id, out var known) ? await store.TestAsync(Who(context), known, context.RequestAborted) : new WebhookAnswer.Missing();
        return answer is WebhookAnswer.Sending(var delivery) ? TypedResults.Accepted((string?)null, new WebhookSending(delivery)) : Refusal(answer);
    }

    public static async Task<IResult> RedeliverAsync(HttpContext context, string id, WebhookStore store)
    {
        var answer = Guid.TryParse(id, out var known)
            ? await store.RedeliverAsync(Who(context), known, context.Actor(), context.RequestAborted)
            : new WebhookAnswer.Missing();
        return answer switch
        {
            WebhookAnswer.Sending(var delivery) => TypedResults.Accepted((string?)null, new WebhookSending(delivery)),
            WebhookAnswer.Missing => ProblemResults.Problem(StatusCodes.Status404NotFound, "delivery_not_found", "You have no such delivery."),
            _ => Refusal(answer),
        };
    }

    public static async Task<IResult> DeliveriesAsync(HttpContext context, string id, WebhookQueries queries, SignedCursors cursors, int? limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
        {
            return ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.");
        }

        WebhookQueries.Position? after = null;
        if (cursor is not null && (after = Position(cursors.Open(List, cursor))) is null)
        {
            return SignedCursors.Refusal();
        }

        if (!Guid.TryParse(id, out var known) || await queries.ReadAsync(Who(context), known, context.RequestAborted) is null)
        {
            return Missing();
        }

        var (items, next) = await queries.DeliveriesAsync(Who(context), known, after, limit ?? DefaultLimit, context.RequestAborted);
        return TypedResults.Ok(new WebhookDeliveryList(items, next is null ? null : cursors.Seal(List, $"{next.At.ToUnixTimeMilliseconds()} {next.Id}")));
    }

    private static WebhookQueries.Position? Position(string? text) => text?.Split(' ') is [var at, var id]
        ? new(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(at, CultureInfo.InvariantCulture)), Guid.Parse(id))
        : null;

    private static Caller Who(HttpContext context) => Caller.Of(context.User)!;

    private static IResult Refusal(WebhookAnswer answer) => answer switch
    {
        WebhookAnswer.Invalid(var errors) => ProblemResults.Invalid(errors.ToDictionary()),
        WebhookAnswer.Changed => ProblemResults.Problem(
            StatusCodes.Status409Conflict, "webhook_changed", "The webhook was changed since it was read. Read it again, then repeat the change."),
        WebhookAnswer.TooMany => ProblemResults.Problem(
            StatusCodes.Status409Conflict, "too_many_webhooks", $"There are {WebhookStore.MaxEach} webhooks already; delete one first."),
        WebhookAnswer.Off => ProblemResults.Problem(StatusCodes.Status409Conflict, "webhook_disabled", "The webhook is switched off. Switch it on first."),
        _ => Missing(),
    };

    private static IResult Missing() => ProblemResults.Problem(StatusCodes.Status404NotFound, "webhook_not_found", "You have no such webhook.");
}
