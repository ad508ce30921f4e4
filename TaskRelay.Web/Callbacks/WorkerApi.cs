using System.Text.Json;
using TaskRelay.Contracts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Http.Limits;

namespace TaskRelay.Web.Callbacks;

/// <summary>The worker protocol. A worker takes 400, 401, 404 and 409 as final and repeats on everything else.</summary>
public static class WorkerApi
{
    private const int MaxBodyBytes = 1024 * 1024;
    private const int MaxBatch = 1000;

    /// <summary>Maps claim, job, events and completion.</summary>
    public static IEndpointRouteBuilder MapWorkerApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AllowAnonymous().WithTags("Worker").LimitFailedProofs();
        group.MapPost(WorkerRoutes.Claim, ClaimAsync)
            .WithName("ClaimAttempt").WithSummary("A worker's first act: trades its launch ticket for the attempt token.")
            .WithDescription("The same workerId may repeat it for 60 seconds, for an answer that was lost; another worker gets 409 already_claimed.")
            .TakesCredential(CredentialSchemes.LaunchTicket)
            .ReadsBody<ClaimRequest>("Who claims.")
            .Produces<ClaimResponse>()
            .ProducesProblems(400, 401, 409, 413, 415);
        group.MapGet(WorkerRoutes.Job, JobAsync)
            .WithName("ReadJob").WithSummary("Everything that the attempt needs, with a fresh repository token.")
            .WithDescription("May be read again at any time while the attempt runs.")
            .TakesCredential(CredentialSchemes.AttemptToken)
            .Produces<WorkerJob>()
            .ProducesProblems(401, 409, 502, 503);
        group.MapPost(WorkerRoutes.Events, EventsAsync)
            .WithName("ReportEvents").WithSummary("Log and progress in batches; each call is a heartbeat.")
            .WithDescription("An empty batch is a heartbeat and nothing else. A number that was sent before is dropped. A bare array is taken too.")
            .TakesCredential(CredentialSchemes.AttemptToken)
            .ReadsBody<WorkerEventBatch>("At most 1,000 events and 1 MiB.")
            .Produces<WorkerEventAnswer>()
            .ProducesProblems(400, 401, 409, 413, 415);
        group.MapPost(WorkerRoutes.Complete, CompletionApi.CompleteAsync)
            .WithName("CompleteAttempt").WithSummary("The report that ends the attempt; a repeat changes nothing.")
            .WithDescription("The same report again (values compared, not bytes) answers duplicate: true. Another one after the end is 409 already_finished.")
            .TakesCredential(CredentialSchemes.AttemptToken)
            .ReadsBody<CompletionReport>("How the attempt ended; at most 1 MiB.")
            .Produces<CompletionAnswer>()
            .ProducesProblems(400, 401, 404, 409, 413, 415);
        return routes;
    }

    internal static IResult Unauthorized() =>
        ProblemResults.Problem(401, "invalid_token", "The bearer token is missing, unknown or dead.");

    /// <summary>A body of at most 1 MiB as JSON; else the answer to give.</summary>
    internal static Task<(JsonElement? Json, IResult? Problem)> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken) =>
        JsonBody.ReadAsync(request, MaxBodyBytes, cancellationToken);

    internal static IResult Malformed() => JsonBody.Malformed();

    private static async Task<IResult> ClaimAsync(HttpRequest request, AttemptKeys keys, AttemptClaims claims, TicketTrials trials, CancellationToken cancellationToken)
    {
        if (AttemptKeys.BearerOf(request) is not { } ticket)
        {
            return Unauthorized();
        }

        if (!await keys.IsTicketAsync(ticket, cancellationToken))
        {
            trials.Note(ticket);
            return Unauthorized();
        }

        var (json, problem) = await ReadJsonAsync(request, cancellationToken);
        if (json is not { } body)
        {
            return problem!;
        }

        if (body.ValueKind != JsonValueKind.Object
            || WorkerEventReader.Text(body, "workerId") is not { Length: > 0 and <= 200 } workerId)
        {
            return Malformed();
        }

        return await claims.ClaimAsync(ticket, workerId, cancellationToken) switch
        {
            ClaimResult.Won won => TypedResults.Json(won.Response, ContractsJson.Default.ClaimResponse),
            ClaimResult.Taken => ProblemResults.Problem(409, "already_claimed", "This attempt has its worker. Only that one may repeat the claim, for 60 seconds."),
            ClaimResult.Over => ProblemResults.Problem(409, "attempt_superseded", "This attempt is over."),
            _ => Unauthorized(),
        };
    }

    private static async Task<IResult> JobAsync(HttpRequest request, AttemptKeys keys, JobComposer jobs, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(AttemptKeys.BearerOf(request), cancellationToken) is not { } view)
        {
            return Unauthorized();
        }

        if (!view.IsOpen)
        {
            return Over(view);
        }

        return await jobs.ComposeAsync(view, cancellationToken) switch
        {
            GitHubAnswer<WorkerJob>.Ok ok => TypedResults.Json(ok.Value, ContractsJson.Default.WorkerJob),
            GitHubAnswer<WorkerJob>.No no => ProblemResults.Problem(502, "github_refused", no.Message),
            GitHubAnswer<WorkerJob>.Unavailable away => ProblemResults.Problem(503, "github_unavailable", away.Message),
            _ => throw new InvalidOperationException("Unknown answer."),
        };
    }

    private static async Task<IResult> EventsAsync(HttpRequest request, AttemptKeys keys, AttemptLog log, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(AttemptKeys.BearerOf(request), cancellationToken) is not { } view)
        {
            return Unauthorized();
        }

        var (json, problem) = await ReadJsonAsync(request, cancellationToken);
        if (json is not { } body)
        {
            return problem!;
        }

        if (WorkerEventReader.Read(body) is not { } batch || batch.Count > MaxBatch)
        {
            return Malformed();
        }

        return await log.StoreAsync(view, batch, cancellationToken) is { } goOn
            ? TypedResults.Json(new WorkerEventAnswer(goOn), ContractsJson.Default.WorkerEventAnswer)
            : Over(view);
    }

    private static IResult Over(AttemptView view) => view.Task.Attempt == view.Attempt.Number
        ? ProblemResults.Problem(409, "already_finished", "This attempt has ended.")
        : ProblemResults.Problem(409, "attempt_superseded", "A newer attempt of this task exists.");
}
