using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using TaskRelay.Simulator.Rest;
using TaskRelay.Simulator.Rest.Shapes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.OAuth;

/// <summary>Codes and refresh tokens against tokens, and taking tokens back. Refusals are 200 with an <c>error</c>, as GitHub's are.</summary>
internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/login/oauth/access_token", ExchangeAsync);
        routes.MapDelete("/applications/{clientId}/token", (HttpContext http, string clientId) => ForTokenAsync(http, clientId, Revoke));
        routes.MapDelete("/applications/{clientId}/grant", (HttpContext http, string clientId) => ForTokenAsync(http, clientId, RevokeGrant));
        routes.MapPost("/applications/{clientId}/token", (HttpContext http, string clientId) => ForTokenAsync(http, clientId, Check));
    }

    private static async Task<IResult> ExchangeAsync(HttpRequest request, GitHubState state, OAuthStore store)
    {
        var given = await ReadAsync(request);
        if (given is null)
            return Answer.BadRequest("Problems parsing the request");
        string? Value(string name) => given.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
        if (!Same(Value("client_id"), state.App.ClientId) || !Same(Value("client_secret"), state.App.ClientSecret))
            return Error(request, "incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
        if (Value("grant_type") == "refresh_token")
        {
            return store.Rotate(Value("refresh_token")) is { } renewed
                ? Granted(request, renewed)
                : Error(request, "bad_refresh_token", "The refresh token passed is incorrect or expired.");
        }
        var (token, error) = store.Redeem(Value("code"), Value("redirect_uri"), Value("code_verifier"));
        return token is not null ? Granted(request, token) : Error(request, error!, error == "redirect_uri_mismatch"
            ? "The redirect_uri MUST match the registered callback URL for this application."
            : "The code passed is incorrect or expired.");
    }

    private static async Task<IResult> ForTokenAsync(HttpContext http, string clientId, Func<GitHubState, OAuthStore, Shape, GrantedToken, IResult> act)
    {
        var services = http.RequestServices;
        var state = services.GetRequiredService<GitHubState>();
        if (!IsApp(http.Request, state.App, clientId))
            return Answer.NotFound();
        var value = (await ReadAsync(http.Request))?.GetValueOrDefault("access_token");
        return value is not null && state.Tokens.Find(value) is { Kind: TokenKind.User } token
            ? act(state, services.GetRequiredService<OAuthStore>(), services.GetRequiredService<Shape>(), token)
            : Answer.NotFound();
    }

    private static IResult Revoke(GitHubState state, OAuthStore store, Shape shape, GrantedToken token)
    {
        store.Revoke(token.Value);
        return Answer.NoContent();
    }

    private static IResult RevokeGrant(GitHubState state, OAuthStore store, Shape shape, GrantedToken token)
    {
        store.RevokeGrant(token.User!);
        return Answer.NoContent();
    }

    private static IResult Check(GitHubState state, OAuthStore store, Shape shape, GrantedToken token) => Answer.Ok(new JsonObject
    {
        ["id"] = 1,
        ["token"] = token.Value,
        ["expires_at"] = Shape.TimeOrNull(token.ExpiresAt),
        ["app"] = new JsonObject { ["client_id"] = state.App.ClientId, ["name"] = state.App.Name, ["url"] = $"{state.BaseUrl}/apps/{state.App.Slug}" },
        ["user"] = shape.User(token.User!),
    });

    private static IResult Granted(HttpRequest request, GrantedToken token) => Write(request, new Dictionary<string, object>
    {
        ["access_token"] = token.Value,
        ["expires_in"] = (int)OAuthStore.AccessLife.TotalSeconds,
        ["refresh_token"] = token.RefreshToken!,
        ["refresh_token_expires_in"] = (int)OAuthStore.RefreshLife.TotalSeconds,
        ["scope"] = "",
        ["token_type"] = "bearer",
    });

    private static IResult Error(HttpRequest request, string code, string description) => Write(request, new Dictionary<string, object>
    {
        ["error"] = code,
        ["error_description"] = description,
        ["error_uri"] = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors",
    });

    /// <summary>JSON to those who ask for it, else a form, GitHub's old way.</summary>
    private static IResult Write(HttpRequest request, Dictionary<string, object> values) => request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal)
        ? Results.Json(values)
        : Results.Text(QueryHelpers.AddQueryString("", values.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()))[1..], "application/x-www-form-urlencoded; charset=utf-8");

    private static async Task<Dictionary<string, string>?> ReadAsync(HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        var values = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        if (request.HasFormContentType && !request.ContentType!.StartsWith("application/json", StringComparison.Ordinal))
        {
            foreach (var (name, value) in await request.ReadFormAsync(cancellationToken))
                values[name] = value.ToString();
            return values;
        }
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        try
        {
            foreach (var (name, value) in text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [])
                values[name] = value?.ToString() ?? "";
            return values;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsApp(HttpRequest request, SimulatedApp app, string clientId)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{app.ClientId}:{app.ClientSecret}"));
        return clientId == app.ClientId && Same(request.Headers.Authorization.ToString(), expected);
    }

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
