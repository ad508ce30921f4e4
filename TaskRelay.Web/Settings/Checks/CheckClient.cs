using System.Net;
using System.Text.Json;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>
/// One question to a provider: bounded in time and size, following no redirect, at an address that only the operator's
/// configuration can name.
/// </summary>
public sealed class CheckClient(IHttpClientFactory http)
{
    /// <summary>Its client in the factory.</summary>
    public const string Name = "provider-checks";

    /// <summary>Bytes of an answer that are read at most.</summary>
    internal const int LargestAnswer = 1024 * 1024;

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>An answer; <paramref name="Status"/> is null where there was none.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Json">The body, where it is a JSON object.</param>
    /// <param name="RetryAfter">How long the provider wants to be left alone.</param>
    public sealed record Reply(HttpStatusCode? Status, JsonElement? Json, TimeSpan? RetryAfter);

    /// <summary>Asks. The request is disposed with its answer.</summary>
    public async Task<Reply> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var client = http.CreateClient(Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new Reply(response.StatusCode, ObjectOf(body), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Reply(null, null, null);
        }
        finally
        {
            request.Dispose();
        }
    }

    private static JsonElement? ObjectOf(byte[] body)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(body);
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
