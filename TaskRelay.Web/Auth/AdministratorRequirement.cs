using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>Endpoint metadata: for administrators only.</summary>
public sealed record AdministratorRequirement;

/// <summary>Puts it on endpoints, and keeps it.</summary>
public static class AdministratorRequirementExtensions
{
    /// <summary>Signed-in administrators pass; other callers hear 403 <c>administrator_required</c>.</summary>
    public static RouteGroupBuilder RequireAdministrator(this RouteGroupBuilder group)
    {
        group.RequireAuthorization().WithMetadata(new AdministratorRequirement()).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        return group.AddEndpointFilter(async (context, next) =>
            Caller.Of(context.HttpContext.User) is { IsAdministrator: true }
                ? await next(context)
                : ProblemResults.Problem(StatusCodes.Status403Forbidden, "administrator_required", "Only an administrator of this TaskRelay may do this."));
    }
}
