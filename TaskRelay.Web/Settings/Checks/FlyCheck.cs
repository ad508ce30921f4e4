using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>Asks Fly whether a token is good and reaches an app: tokens of an organization and deploy tokens of one app alike.</summary>
public sealed class FlyCheck(CheckClient client, IOptionsMonitor<FlyOptions> options, TimeProvider clock)
{
    /// <summary>Fly's own scheme for its tokens; one that begins with it carries it already.</summary>
    private const string Scheme = "FlyV1 ";

    /// <summary>What Fly says; without an app only the token is asked about.</summary>
    public async Task<KeyCheck> AskAsync(string token, string? appName, CancellationToken cancellationToken)
    {
        if (!SecretRules.IsSendable(token))
        {
            return Invalid();
        }

        var reply = await GetAsync("/v1/tokens/current", token, cancellationToken);
        if (reply.Status != HttpStatusCode.OK || Tokens(reply.Json) is not { Count: > 0 } tokens)
        {
            return Refusal(reply, "Fly does not let this token be used here. Make an organization or a deploy token.");
        }

        if (tokens.All(IsForOneMachine))
        {
            return new KeyCheck(CheckCodes.InsufficientScope, "This token is for one Machine only. Make an organization or a deploy token.");
        }

        if (appName is null)
        {
            return new KeyCheck(CheckCodes.Ok, $"Fly accepts this token; {Words(tokens)}.");
        }

        var app = await GetAsync($"/v1/apps/{Uri.EscapeDataString(appName)}", token, cancellationToken);
        return app.Status switch
        {
            HttpStatusCode.OK when NameOf(app.Json) == appName => new KeyCheck(CheckCodes.Ok, $"Fly accepts this token, and it reaches {appName}."),
            HttpStatusCode.NotFound => new KeyCheck(
                CheckCodes.AppNotFound, $"Fly accepts this token, but it reaches no app called {appName}; {Words(tokens)}."),
            _ => Refusal(app, $"This token does not reach {appName}; {Words(tokens)}."),
        };
    }

    private Task<CheckClient.Reply> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, options.CurrentValue.ApiBaseUrl.TrimEnd('/') + path);
        request.Headers.TryAddWithoutValidation("Authorization", token.StartsWith(Scheme, StringComparison.Ordinal) ? token : $"Bearer {token}");
        return client.AskAsync(request, cancellationToken);
    }

    private KeyCheck Refusal(CheckClient.Reply reply, string forbidden) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => Invalid(),
        HttpStatusCode.Forbidden => new KeyCheck(CheckCodes.InsufficientScope, forbidden),
        null => new KeyCheck(CheckCodes.Unreachable, "Fly can't be reached now. Try again."),
        var status => new KeyCheck(
            CheckCodes.Unreachable,
            $"Fly gave no usable answer ({(int)status}). Try again.",
            reply.RetryAfter is { } wait ? clock.GetUtcNow() + wait : null),
    };

    private static KeyCheck Invalid() => new(CheckCodes.Invalid, "Fly does not accept this token. Enter one that is valid.");

    private static IReadOnlyList<JsonElement> Tokens(JsonElement? json) =>
        json is { } body && body.TryGetProperty("tokens", out var tokens) && tokens.ValueKind == JsonValueKind.Array
            ? [.. tokens.EnumerateArray().Where(token => token.ValueKind == JsonValueKind.Object)]
            : [];

    private static bool IsForOneMachine(JsonElement token) => TextOf(token, "restricted_to_machine") is { Length: > 0 };

    private static string? NameOf(JsonElement? json) => json is { } body ? TextOf(body, "name") : null;

    /// <summary>What a token is for: the names are the owner's own.</summary>
    private static string Words(IReadOnlyList<JsonElement> tokens)
    {
        var organizations = tokens
            .Select(token => TextOf(token, "org_slug") ?? TextOf(token, "organization"))
            .Where(name => name is { Length: > 0 and <= 100 } && !name.Any(char.IsControl))
            .Distinct()
            .Take(5)
            .ToList();
        return organizations.Count > 0 ? $"it is for {string.Join(", ", organizations)}" : "it names no organization";
    }

    private static string? TextOf(JsonElement json, string member)
    {
        try
        {
            return json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of an escaped surrogate pair: no text.
            return null;
        }
    }
}
