using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>Asks Anthropic, or the gateway in its place, whether a key is good: the list of models costs nothing.</summary>
public sealed class AnthropicCheck(CheckClient client, IOptionsMonitor<AnthropicOptions> options, TimeProvider clock)
{
    private const string ApiVersion = "2023-06-01";

    /// <summary>What it says.</summary>
    public async Task<KeyCheck> AskAsync(string key, CancellationToken cancellationToken)
    {
        if (!SecretRules.IsSendable(key))
        {
            return Invalid();
        }

        var address = options.CurrentValue.BaseUrl.TrimEnd('/');
        var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/v1/models?limit=1");
        request.Headers.TryAddWithoutValidation("x-api-key", key);
        request.Headers.TryAddWithoutValidation("anthropic-version", ApiVersion);
        var reply = await client.AskAsync(request, cancellationToken);
        return reply.Status switch
        {
            HttpStatusCode.OK when IsModelList(reply.Json) => new KeyCheck(CheckCodes.Ok, "Anthropic accepts this key."),
            HttpStatusCode.Unauthorized => Invalid(),
            HttpStatusCode.Forbidden => new KeyCheck(
                CheckCodes.InsufficientScope, "Anthropic knows this key but does not let it use the API. Look at its workspace and permissions, or make another."),
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => Unsupported(Host(address)),
            null => new KeyCheck(CheckCodes.Unreachable, $"{Host(address)} can't be reached now. Try again."),
            var status => new KeyCheck(
                CheckCodes.Unreachable,
                $"{Host(address)} gave no usable answer ({(int)status}). Try again.",
                reply.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null),
        };
    }

    private static KeyCheck Invalid() => new(CheckCodes.Invalid, "Anthropic does not accept this key. Enter one that is valid.");

    private static KeyCheck Unsupported(string host) =>
        new(CheckCodes.Unreachable, $"{host} has no list of models to ask for, so nothing can be said about this key.") { IsUnsupported = true };

    private static bool IsModelList(JsonElement? json) =>
        json is { } body && body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array;

    private static string Host(string address) => new Uri(address).Host;
}
