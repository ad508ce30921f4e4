using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Security;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Webhooks;

/// <summary>
/// <c>POST /api/webhooks/github</c>. A 2xx is sent only when the delivery and what it causes are on disk, and nobody
/// outside is called before the answer.
/// </summary>
public static partial class WebhookApi
{
    /// <summary>GitHub's own cap on a payload.</summary>
    public const int MaxBodyBytes = 25 * 1024 * 1024;

    /// <summary>Written out: making it from the type costs each delivery more than writing the line.</summary>
    private const string LogCategory = "TaskRelay.Web.Webhooks.WebhookApi";

    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapWebhookApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/webhooks/github", ReceiveAsync)
            .AllowAnonymous()
            .LimitFailedProofs()
            .WithName("ReceiveGitHubWebhook")
            .WithSummary("Takes a signed GitHub webhook; answered after it is stored.")
            .WithDescription(
                "The signature covers the raw bytes and is checked before anything else is read. The first that applies is answered: 503 without a secret, 413, 401, 415, 400. "
                + "A delivery that was seen before is a duplicate, with its task.")
            .WithTags("Webhooks")
            .TakesCredential(CredentialSchemes.WebhookSignature)
            .ReadsBody<WebhookPayload>("GitHub's payload. Only the members named here are read; at most 25 MiB.")
            .ProducesOneOf(StatusCodes.Status200OK, typeof(OutcomeAnswer), typeof(ReasonAnswer), typeof(TaskAnswer))
            .ProducesOneOf(StatusCodes.Status202Accepted, typeof(TaskAnswer))
            .ProducesProblems(400, 401, 413, 415, 503);
        return routes;
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, GitHubAppSource app, InboxJudge judge, WebhookInbox inbox, RelayMetrics metrics, TimeProvider clock, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var secrets = app.Current.WebhookSecrets;
        if (secrets.Count == 0)
        {
            return Refuse(503, "webhook_not_configured", "No webhook secret is configured: set GitHub:WebhookSecret.");
        }

        using var body = await ReadBodyAsync(context, cancellationToken);
        if (body is null)
        {
            return Refuse(413, "payload_too_large", "The body is larger than 25 MiB.");
        }

        var headers = context.Request.Headers;
        if (!WebhookSignature.IsValid(headers["X-Hub-Signature-256"], body.Span, secrets))
        {
            return Refuse(401, "invalid_signature", "X-Hub-Signature-256 is missing or does not match the body.");
        }

        if (!IsJson(context.Request))
        {
            return Refuse(415, "unsupported_media_type", "Set the webhook's content type to application/json.");
        }

        var (item, problem) = Read(headers, body, judge, clock);
        return item is null ? problem! : await StoreAsync(item, inbox, metrics, loggers, cancellationToken);
    }

    private static async Task<IResult> StoreAsync(
        InboxItem item, WebhookInbox inbox, RelayMetrics metrics, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(LogCategory);
        try
        {
            // Not the request's token: a sender that hangs up early must not undo what another commits with.
            var result = await inbox.StoreAsync(item, CancellationToken.None);
            CrashPoints.Pass("after_commit_before_answer");
            metrics.Delivered(item.Event, SnakeCase.Of(result.Outcome));
            Log.Decided(logger, item.DeliveryId, item.Event, result.Outcome, result.Reason, result.TaskId);
            return Answer(result);
        }
        catch (Exception exception) when (exception is not (StoreUnavailableException or OperationCanceledException))
        {
            Log.Broke(logger, item.DeliveryId, exception);
            await inbox.StoreFailureAsync(item, exception.GetType().Name, cancellationToken);
            throw;
        }
    }

    private static async Task<PooledBody?> ReadBodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await PooledBody.ReadAsync(context.Request, MaxBodyBytes, cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && request.Headers.ContentType.Count == 1
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static (InboxItem? Item, IResult? Problem) Read(IHeaderDictionary headers, PooledBody body, InboxJudge judge, TimeProvider clock)
    {
        if (headers["X-GitHub-Event"] is not [{ Length: > 0 and <= 100 } eventName]
            || headers["X-GitHub-Delivery"] is not [{ } id]
            || !Guid.TryParseExact(id, "D", out var deliveryId))
        {
            return (null, Malformed("X-GitHub-Event or X-GitHub-Delivery (a GUID) is missing or malformed."));
        }

        WebhookPayload? payload;
        try
        {
            // A delivery that TaskRelay has no use for must be a JSON object and nothing more.
            payload = WebhookEvents.IsKnown(eventName) && eventName is not WebhookEvents.Ping
                ? JsonSerializer.Deserialize(body.Span, WebhookJson.Default.WebhookPayload)
                : ReadObject(body.Span);
        }
        catch (JsonException)
        {
            return (null, Malformed("The body is not the JSON that this event has."));
        }

        if (payload is null)
        {
            return (null, Malformed("The body is not a JSON object."));
        }

        if (!WebhookEvents.IsKnown(eventName))
        {
            return (null, Refuse(400, "unsupported_event", "TaskRelay does not handle this event: unsubscribe the App from it."));
        }

        return judge.Decide(eventName, payload) is { } decision
            ? (new InboxItem(deliveryId, eventName, payload, decision, clock.GetUtcNow(), Kept(decision, body)), null)
            : (null, Malformed("The body lacks members that this event always has."));
    }

    private static WebhookPayload? ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        using var document = JsonDocument.ParseValue(ref reader);
        var isWhole = document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read();
        return isWhole ? new WebhookPayload() : null;
    }

    /// <summary>Ignored deliveries are kept without their body.</summary>
    private static byte[]? Kept(InboxDecision decision, PooledBody body) =>
        decision is InboxDecision.Ignore or InboxDecision.Confused or InboxDecision.Pong ? null : body.Span.ToArray();

    private static IResult Malformed(string detail) => Refuse(400, "malformed_payload", detail);

    private static IResult Refuse(int status, string code, string detail) => ProblemResults.Problem(status, code, detail);

    private static IResult Answer(InboxResult result) => result.Outcome switch
    {
        DeliveryOutcome.Pong => Json(200, new OutcomeAnswer("pong")),
        DeliveryOutcome.Accepted => Json(202, new TaskAnswer("accepted", result.TaskId)),
        DeliveryOutcome.Duplicate => Json(200, new TaskAnswer("duplicate", result.TaskId)),
        var outcome => Json(200, new ReasonAnswer(SnakeCase.Of(outcome), result.Reason)),
    };

    private static IResult Json<T>(int status, T answer) =>
        TypedResults.Json(answer, WebhookAnswerJson.Default.Options, statusCode: status);

    /// <summary>A ping was answered.</summary>
    /// <param name="Outcome"><c>pong</c>.</param>
    internal sealed record OutcomeAnswer(string Outcome);

    /// <summary>A command was taken, or the delivery had been seen before.</summary>
    /// <param name="Outcome"><c>accepted</c> or <c>duplicate</c>.</param>
    /// <param name="TaskId">The task that it is about, when there is one.</param>
    internal sealed record TaskAnswer(string Outcome, Guid? TaskId);

    /// <summary>There is nothing to do, or the command can't be followed.</summary>
    /// <param name="Outcome"><c>ignored</c> or <c>rejected</c>.</param>
    /// <param name="Reason">Why, as a stable word.</param>
    internal sealed record ReasonAnswer(string Outcome, string? Reason);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery {DeliveryId} ({Event}): {Outcome} {Reason} {TaskId}.")]
        public static partial void Decided(
            ILogger logger, Guid deliveryId, string @event, DeliveryOutcome outcome, string? reason, Guid? taskId);

        [LoggerMessage(2, LogLevel.Error, "Delivery {DeliveryId} broke inside; its redelivery is processed again.")]
        public static partial void Broke(ILogger logger, Guid deliveryId, Exception exception);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookApi.OutcomeAnswer))]
[JsonSerializable(typeof(WebhookApi.TaskAnswer))]
[JsonSerializable(typeof(WebhookApi.ReasonAnswer))]
internal sealed partial class WebhookAnswerJson : JsonSerializerContext;
