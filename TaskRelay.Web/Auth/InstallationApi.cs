using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>Where GitHub sends people when they have installed the App.</summary>
public static class InstallationApi
{
    private const string Path = "/api/auth/github/installed";

    private const string Page = "/repositories";

    /// <summary>Maps it.</summary>
    public static IEndpointRouteBuilder MapInstallationApi(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, TakeAsync)
            .WithName("RecordInstallation")
            .WithTags("Auth")
            .WithSummary("Records an installation of the App that the signed-in person can reach; for browsers.")
            .WithDescription(
                "The App's setup address. Nothing in the query is believed: the installation is recorded only when GitHub lists it for the person. "
                + "Redirects to /repositories, with an error in its query where nothing was recorded; to sign-in and back where nobody is signed in.")
            .Produces(StatusCodes.Status302Found)
            .AllowAnonymous();
        return app;
    }

    /// <summary>Its address with these values, whatever is in them.</summary>
    internal static string AddressOf(string? installationId, string? setupAction) =>
        Path + QueryString.Create("installation_id", installationId ?? "").Add("setup_action", setupAction ?? "");

    private static async Task<IResult> TakeAsync(
        [FromQuery(Name = "installation_id")] string? installationId,
        [FromQuery(Name = "setup_action")] string? setupAction,
        HttpContext context,
        SignInClient client,
        InstallationDesk desk,
        CancellationToken cancellationToken)
    {
        if (client.Current is null)
        {
            return TypedResults.Redirect(SignInPage.For(SignInErrors.NotConfigured, null));
        }

        var here = LocalPath.OrRoot(context.Request.Path + context.Request.QueryString.ToString());
        if (Caller.Of(context.User) is not { Session: not null } caller)
        {
            return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = here }, [GitHubSignInSetup.Scheme]);
        }

        if (!long.TryParse(installationId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0)
        {
            return To(setupAction == "request" && string.IsNullOrEmpty(installationId) ? InstallationOutcome.Requested : InstallationOutcome.Invalid);
        }

        return await desk.TakeAsync(caller, id, context.Actor(), cancellationToken) switch
        {
            InstallationOutcome.Recorded => TypedResults.Redirect(Page),

            // Not straight to GitHub: were the new token refused too, browsers would go in a circle.
            InstallationOutcome.SignInOver => TypedResults.Redirect(SignInPage.For(SignInErrors.SignInOver, here)),
            var code => To(code),
        };
    }

    private static IResult To(string code) => TypedResults.Redirect($"{Page}?error={code}");
}
