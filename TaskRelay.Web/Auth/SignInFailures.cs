using Microsoft.AspNetCore.Authentication;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth;

/// <summary>Ends a sign-in that did not come about: a line in the audit log, then the sign-in page with the reason.</summary>
public sealed partial class SignInFailures(IWriteGate writes, AuditLog audit, ILogger<SignInFailures> logger)
{
    /// <summary>For the framework's handler.</summary>
    public async Task ToLoginAsync(RemoteFailureContext context)
    {
        var code = (context.Failure as SignInException)?.Code ?? SignInErrors.GitHubRefused;
        await ToLoginAsync(context.HttpContext, code, context.Properties?.RedirectUri);
        context.HandleResponse();
    }

    /// <summary>Redirects to the sign-in page.</summary>
    public async Task ToLoginAsync(HttpContext context, string code, string? returnUrl)
    {
        var by = context.Actor();
        try
        {
            await writes.WriteAsync(
                (scope, _) =>
                {
                    audit.Add(scope, by, AuditActions.SignIn, null, code);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            // The person hears their reason all the same.
            Log.NotAudited(logger, code, exception);
        }

        context.Response.Redirect(SignInPage.For(code, returnUrl));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A failed sign-in ({Code}) could not be written to the audit log.")]
        public static partial void NotAudited(ILogger logger, string code, Exception exception);
    }
}
