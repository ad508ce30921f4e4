using System.Text.Json;
using Microsoft.Extensions.Options;
using TaskRelay.Contracts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Callbacks;

/// <summary><c>POST /api/callbacks/complete</c>.</summary>
internal static class CompletionApi
{
    private const int MaxSummary = 10_000;
    private const int MaxMessage = 2_000;

    /// <summary>Judges in the contract's order: token, task, attempt, form, then the store decides.</summary>
    public static async Task<IResult> CompleteAsync(
        HttpRequest request, AttemptKeys keys, CompletionDesk desk, ServerRedactor redactor, IOptionsMonitor<GitHubOptions> gitHub, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(AttemptKeys.BearerOf(request), cancellationToken) is not { } view)
        {
            return WorkerApi.Unauthorized();
        }

        var (json, problem) = await WorkerApi.ReadJsonAsync(request, cancellationToken);
        if (json is not { } body)
        {
            return problem!;
        }

        if (Parse(body) is not { } report)
        {
            return WorkerApi.Malformed();
        }

        if (report.TaskId != view.Task.Id)
        {
            return ProblemResults.Problem(404, "task_not_found", "The token is another task's.");
        }

        if (report.Attempt != view.Attempt.Number)
        {
            return ProblemResults.Problem(409, "attempt_superseded", "The token is another attempt's.");
        }

        if (CompletionRules.Check(report) is { Count: > 0 } errors)
        {
            return ProblemResults.Invalid(errors);
        }

        int? pullRequest = null;
        if (report.PrUrl is { } url)
        {
            pullRequest = CompletionRules.PullRequestNumber(url, view.Task, gitHub.CurrentValue.WebBaseUrl);
            if (pullRequest is null)
            {
                return ProblemResults.Problem(400, "invalid_pr_url", "prUrl must be a pull request of the task's own repository.");
            }

            report = report with { PrUrl = CompletionRules.PullRequestUrl(pullRequest.Value, view.Task, gitHub.CurrentValue.WebBaseUrl) };
        }

        using var step = RelayTelemetry.Step("complete", view.Task);
        step?.SetTag("taskrelay.status", report.Status);
        step?.SetTag("taskrelay.pull_request", report.PrUrl);
        var secrets = await redactor.ForAsync(view.Task.CreatedById, cancellationToken);
        CrashPoints.Pass("before_completion");
        var result = await desk.CompleteAsync(
            view.Task.Id, view.Attempt.Number, Redacted(report, secrets), Canonical(report), pullRequest, cancellationToken);
        CrashPoints.Pass("after_completion_before_answer");
        return result switch
        {
            CompletionResult.Accepted accepted => TypedResults.Json(accepted.Answer, ContractsJson.Default.CompletionAnswer),
            CompletionResult.Conflict conflict => ProblemResults.Problem(409, conflict.Code, conflict.Detail),
            _ => throw new InvalidOperationException("Unknown result."),
        };
    }

    private static CompletionReport? Parse(JsonElement body)
    {
        try
        {
            return body.Deserialize(ContractsJson.Default.CompletionReport);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Values compared, not bytes: the same report in another order or spacing is the same report.</summary>
    private static string Canonical(CompletionReport report) =>
        Convert.ToHexString(SecretToken.Hash(JsonSerializer.Serialize(report, ContractsJson.Default.CompletionReport)));

    private static CompletionReport Redacted(CompletionReport report, TaskRedactor secrets) => report with
    {
        Summary = report.Summary is { } summary ? secrets.Redact(summary, MaxSummary) : null,
        Error = report.Error is { } error
            ? error with { Message = secrets.Redact(error.Message ?? "", MaxMessage), Phase = error.Phase is { Length: <= 40 } phase ? phase : null }
            : null,
    };
}
