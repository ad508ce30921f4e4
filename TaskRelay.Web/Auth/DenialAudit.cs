using TaskRelay.Web.Audit;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth;

/// <summary>The one place that writes refusals into the audit log: every 403, and tokens that are not accepted.</summary>
public sealed class DenialAudit(RequestDelegate next, RepeatedEntries entries)
{
    private const string InvalidToken = "invalid_token";

    /// <summary>Looks at what was answered.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        // Named by its pattern, not by what the caller wrote into the address: that could be anything, and any number of things.
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        await next(context);
        var code = ProblemAnswer.CodeOf(context);
        var outcome = context.Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden => code ?? "forbidden",
            StatusCodes.Status401Unauthorized when code == InvalidToken => code,
            _ => null,
        };
        if (outcome is not null)
        {
            var target = $"{MethodOf(context)} {endpoint?.RoutePattern.RawText?.TrimEnd('/') ?? "(no such address)"}";
            await entries.AddAsync(context.Actor(), AuditActions.Denied, target, outcome);
        }
    }

    private static string MethodOf(HttpContext context) => HttpMethods.GetCanonicalizedValue(context.Request.Method) is { Length: <= 10 } method ? method : "(other)";
}
