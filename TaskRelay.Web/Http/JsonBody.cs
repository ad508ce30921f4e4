using System.Text.Json;

namespace TaskRelay.Web.Http;

/// <summary>A request's body as JSON, bounded, for endpoints that look at each member themselves.</summary>
public static class JsonBody
{
    /// <summary>Bytes that are plenty for settings.</summary>
    public const int Settings = 256 * 1024;

    /// <summary>The body; else the answer to give: 415, 413 or 400.</summary>
    public static async Task<(JsonElement? Json, IResult? Problem)> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (null, NotJson());
        }

        using var body = await PooledBody.ReadAsync(request, maxBytes, cancellationToken);
        return body is null ? (null, TooLarge(maxBytes)) : Parse(body.Span);
    }

    /// <summary>The same, where a request without a body is as good as <c>null</c>: then both are null.</summary>
    public static async Task<(JsonElement? Json, IResult? Problem)> ReadOptionalAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        using var body = await PooledBody.ReadAsync(request, maxBytes, cancellationToken);
        if (body is null)
        {
            return (null, TooLarge(maxBytes));
        }

        if (body.Span.IsEmpty)
        {
            return (null, null);
        }

        if (!request.HasJsonContentType())
        {
            return (null, NotJson());
        }

        var (json, problem) = Parse(body.Span);
        return json is { ValueKind: JsonValueKind.Null } ? (null, null) : (json, problem);
    }

    /// <summary>What a body is told that is not what the call takes.</summary>
    public static IResult Malformed() =>
        ProblemResults.Problem(StatusCodes.Status400BadRequest, "invalid_request", "The body is not what this call takes.");

    private static (JsonElement? Json, IResult? Problem) Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
            var json = JsonElement.ParseValue(ref reader);
            return reader.Read() ? (null, Malformed()) : (json, null);
        }
        catch (JsonException)
        {
            return (null, Malformed());
        }
    }

    private static IResult NotJson() =>
        ProblemResults.Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body must be application/json.");

    private static IResult TooLarge(int maxBytes) =>
        ProblemResults.Problem(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body is larger than {maxBytes / 1024} KiB.");
}
