using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth.Tokens;

/// <summary>Personal API tokens: for signed-in people only, each their own. A token can make no tokens.</summary>
public static class ApiTokensApi
{
    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapApiTokensApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/tokens").WithTags("Tokens").RequireAuthorization();
        group.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

        group.MapGet("", async (HttpContext context, ApiTokenQueries tokens) =>
                TypedResults.Ok(new ApiTokenList(await tokens.ListAsync(Caller.Of(context.User)!.Id, context.RequestAborted))))
            .WithName("ListTokens")
            .WithSummary("The caller's API tokens, newest first.")
            .Produces<ApiTokenList>();

        group.MapPost("", CreateAsync)
            .WithName("CreateToken")
            .WithSummary("Makes an API token. The token itself is in this answer and nowhere else.")
            .WithDescription("Without expiresAt it lives until it is revoked. At most 50 living tokens a person; expired ones are cleared away.")
            .Produces<CreatedApiToken>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        group.MapGet("/{id}", ReadAsync)
            .WithName("GetToken")
            .WithSummary("One of the caller's API tokens.")
            .Produces<ApiTokenView>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        group.MapDelete("/{id}", RevokeAsync)
            .WithName("RevokeToken")
            .WithSummary("Revokes an API token, from the next request on.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return routes;
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ApiTokenRequest request, ApiTokenStore store, TimeProvider clock)
    {
        var errors = ApiTokenRules.Check(request, clock.GetUtcNow());
        if (errors.Count > 0)
        {
            return ProblemResults.Invalid(errors);
        }

        return await store.CreateAsync(Caller.Of(context.User)!, context.Actor(), ApiTokenRules.NameOf(request), ApiTokenRules.ScopesOf(request), request.ExpiresAt, context.RequestAborted) is { } created
            ? TypedResults.Created($"/api/tokens/{created.Id}", created)
            : ProblemResults.Problem(
                StatusCodes.Status409Conflict, "too_many_tokens", $"You have {ApiTokenStore.MaxPerUser} living API tokens; revoke one first.");
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string id, ApiTokenQueries tokens) =>
        Guid.TryParse(id, out var known) && await tokens.ReadAsync(Caller.Of(context.User)!.Id, known, context.RequestAborted) is { } found
            ? TypedResults.Ok(found)
            : NotFound();

    private static async Task<IResult> RevokeAsync(HttpContext context, string id, ApiTokenStore store) =>
        Guid.TryParse(id, out var known) && await store.RevokeAsync(Caller.Of(context.User)!, context.Actor(), known, context.RequestAborted)
            ? TypedResults.NoContent()
            : NotFound();

    private static IResult NotFound() =>
        ProblemResults.Problem(StatusCodes.Status404NotFound, "token_not_found", "You have no such API token.");
}
