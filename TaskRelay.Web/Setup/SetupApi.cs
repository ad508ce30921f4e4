using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Setup;

/// <summary>
/// What the pages of set-up send, as forms: each is answered with a redirect to a page. Outside <c>/api</c>, which never
/// redirects.
/// </summary>
public static partial class SetupApi
{
    /// <summary>The page before there is an administrator.</summary>
    public const string StartPage = "/setup/start";

    /// <summary>The page that takes a manifest to GitHub.</summary>
    public const string GoPage = "/setup/github";

    private const string StepsPage = "/setup";

    /// <summary>No form of these is longer.</summary>
    private const int MaxForm = 16 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapSetupApi(this IEndpointRouteBuilder app)
    {
        app.MapPost("/setup/code", TakeCodeAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/setup/app", TakeWishAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(AppAddresses.CreatedPath, TakeAppAsync).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static async Task<IResult> TakeCodeAsync(
        HttpContext context, SetupDoor door, SetupCodes codes, SetupClaims claims, SetupGuesses guesses, ILogger<SetupDoor> logger, CancellationToken cancellationToken)
    {
        if (await door.StandingAsync(cancellationToken) == SetupStanding.Closed)
        {
            return To(StepsPage);
        }

        if (!guesses.TryTake(context))
        {
            Log.Limited(logger);
            return To(StartPage, SetupErrors.CodeLimited);
        }

        var form = await FormAsync(context, cancellationToken);
        var hash = SetupCode.Hash(form?["code"].ToString() ?? "");
        if (!await codes.IsGoodAsync(hash, cancellationToken))
        {
            Log.Wrong(logger);
            return To(StartPage, SetupErrors.CodeWrong);
        }

        claims.Grant(context, hash);
        return To(StartPage);
    }

    private static async Task<IResult> TakeWishAsync(HttpContext context, SetupDoor door, SetupClaims claims, GitHubAppSource apps, AppRequests requests, CancellationToken cancellationToken)
    {
        if (!await MayAsync(context, door, claims, cancellationToken))
        {
            return To(StartPage, SetupErrors.NotAllowed);
        }

        if (apps.Configured.Count > 0)
        {
            return Back(context, SetupErrors.AppConfigured);
        }

        var form = await FormAsync(context, cancellationToken);
        if (form is null || AppWish.Of(form["owner"].ToString(), form["organization"].ToString(), form["public"].ToString(), form["ingest"].ToString()) is not { } wish)
        {
            return Back(context, SetupErrors.FormInvalid);
        }

        requests.Begin(context, wish);
        return To(GoPage);
    }

    private static async Task<IResult> TakeAppAsync(
        string? code, string? state, HttpContext context, SetupDoor door, SetupClaims claims, GitHubAppSource apps, AppRequests requests, AppDesk desk,
        CancellationToken cancellationToken)
    {
        var request = requests.Take(context, state ?? "");
        if (!await MayAsync(context, door, claims, cancellationToken))
        {
            return To(StartPage, SetupErrors.NotAllowed);
        }

        if (request is null || code is not { Length: > 0 and <= 200 })
        {
            return Back(context, SetupErrors.StateInvalid);
        }

        return apps.Configured.Count > 0
            ? Back(context, SetupErrors.AppConfigured)
            : Back(context, await desk.TakeAsync(code, request.Wish, context.Actor(), cancellationToken));
    }

    /// <summary>An administrator; or, while set-up is open, whoever has entered the code in this browser.</summary>
    private static async Task<bool> MayAsync(HttpContext context, SetupDoor door, SetupClaims claims, CancellationToken cancellationToken) =>
        Caller.Of(context.User) is { IsAdministrator: true, Session: not null }
        || (await door.StandingAsync(cancellationToken) != SetupStanding.Closed && await claims.HoldsAsync(context, cancellationToken));

    private static async Task<IFormCollection?> FormAsync(HttpContext context, CancellationToken cancellationToken) =>
        context.Request is { HasFormContentType: true, ContentLength: <= MaxForm } ? await context.Request.ReadFormAsync(cancellationToken) : null;

    /// <summary>To the page that this person works on.</summary>
    private static IResult Back(HttpContext context, string? error) =>
        To(Caller.Of(context.User) is { IsAdministrator: true } ? StepsPage : StartPage, error);

    /// <summary>303: what was posted is not posted again.</summary>
    private static IResult To(string page, string? error = null) => new SeeOther(error is null ? page : $"{page}?error={error}");

    private sealed record SeeOther(string Location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = Location;
            httpContext.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A wrong one-time code was entered on the set-up page.")]
        public static partial void Wrong(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "One address enters one-time codes too often; it is held off for a minute.")]
        public static partial void Limited(ILogger logger);
    }
}
