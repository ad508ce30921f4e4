using System.Net;
using System.Text.Json;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>
/// Asks OpenAI, Google or OpenRouter, or the gateway in its place, whether a key is good: for a list or for the key's own
/// record, which cost nothing.
/// </summary>
public sealed class ModelListCheck(CheckClient client, ProviderAddresses addresses, TimeProvider clock)
{
    /// <summary>The address that would be asked; null for a provider that can't be.</summary>
    public string? AddressOf(string provider) => provider switch
    {
        "openai" => addresses.OpenAi + "/models",
        "google" => addresses.Google + "/v1beta/models?pageSize=1",
        // Its list of models is open to everybody, so it says nothing about a key.
        "openrouter" => addresses.OpenRouter + "/key",
        _ => null,
    };

    /// <summary>What it says.</summary>
    public async Task<KeyCheck> AskAsync(string provider, string name, string key, CancellationToken cancellationToken)
    {
        var address = AddressOf(provider) ?? throw new ArgumentOutOfRangeException(nameof(provider), provider, "Nobody to ask.");
        if (!SecretRules.IsSendable(key))
        {
            return Invalid(name);
        }

        var request = new HttpRequestMessage(HttpMethod.Get, address);
        var (header, value) = provider == "google" ? ("x-goog-api-key", key) : ("Authorization", $"Bearer {key}");
        request.Headers.TryAddWithoutValidation(header, value);
        var reply = await client.AskAsync(request, cancellationToken);
        var host = new Uri(address).Host;
        return reply.Status switch
        {
            HttpStatusCode.OK when IsAnswer(reply.Json) => new KeyCheck(CheckCodes.Ok, $"{name} accepts this key."),
            HttpStatusCode.Unauthorized => Invalid(name),

            // Google's way to say it.
            HttpStatusCode.BadRequest when Says(reply.Json, "API_KEY_INVALID") => Invalid(name),
            HttpStatusCode.Forbidden => new KeyCheck(
                CheckCodes.InsufficientScope, $"{name} knows this key but does not let it use the API. Look at its permissions, or make another."),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented =>
                new KeyCheck(CheckCodes.Unreachable, $"{host} can't be asked about keys, so nothing can be said about this one.") { IsUnsupported = true },
            null => new KeyCheck(CheckCodes.Unreachable, $"{host} can't be reached now. Try again."),
            var status => new KeyCheck(
                CheckCodes.Unreachable,
                $"{host} gave no usable answer ({(int)status}). Try again.",
                reply.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null),
        };
    }

    private static KeyCheck Invalid(string name) => new(CheckCodes.Invalid, $"{name} does not accept this key. Enter one that is valid.");

    private static bool IsAnswer(JsonElement? json) =>
        json is { } body && (body.TryGetProperty("data", out var found) || body.TryGetProperty("models", out found))
        && found.ValueKind is JsonValueKind.Array or JsonValueKind.Object;

    private static bool Says(JsonElement? json, string word) => json is { } body && body.GetRawText().Contains(word, StringComparison.Ordinal);
}
