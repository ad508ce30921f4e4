using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>What the App's OAuth client asks for: tokens for a code, new tokens for old ones, and an end to a token.</summary>
public sealed class GitHubOAuthApi(IHttpClientFactory http, IOptionsMonitor<GitHubOptions> options)
{
    /// <summary>GitHub's word for a code that is unknown, spent, too old, or not of this verifier.</summary>
    public const string BadCode = "bad_verification_code";

    private const string BadRefreshToken = "bad_refresh_token";

    /// <summary>Trades a code for tokens. A refusal carries GitHub's own error word.</summary>
    public Task<GitHubAnswer<GrantedTokens>> ExchangeAsync(
        (string Id, string Secret) client, string code, string redirectUri, string verifier, CancellationToken cancellationToken) =>
        AskAsync(client, [new("code", code), new("redirect_uri", redirectUri), new("code_verifier", verifier)], cancellationToken);

    /// <summary>
    /// Trades a refresh token, which GitHub then forgets, for new tokens. Refused only when the token itself is: where
    /// GitHub does not accept this server's client, the person's sign-in is as good as before.
    /// </summary>
    public async Task<GitHubAnswer<GrantedTokens>> RefreshAsync(
        (string Id, string Secret) client, string refreshToken, CancellationToken cancellationToken) =>
        await AskAsync(client, [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)], cancellationToken) switch
        {
            GitHubAnswer<GrantedTokens>.No(_, BadRefreshToken) => new GitHubAnswer<GrantedTokens>.No(
                StatusCodes.Status401Unauthorized, "GitHub refused the refresh token."),
            GitHubAnswer<GrantedTokens>.No => new GitHubAnswer<GrantedTokens>.Unavailable("GitHub did not accept this server's client.", null),
            var answer => answer,
        };

    /// <summary>Makes a token, and what would renew it, worthless. A token that is so already counts as done.</summary>
    public async Task<GitHubAnswer<bool>> RevokeAsync((string Id, string Secret) client, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Delete, $"{options.CurrentValue.ApiBaseUrl.TrimEnd('/')}/applications/{Uri.EscapeDataString(client.Id)}/token");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")));
        request.Content = JsonContent.Create(new Dictionary<string, string> { ["access_token"] = token });
        try
        {
            using var response = await http.CreateClient(GitHubUserApi.HttpClientName).SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
                ? new GitHubAnswer<bool>.Ok(true)
                : new GitHubAnswer<bool>.Unavailable($"GitHub answered {(int)response.StatusCode}.", null);
        }
        catch (Exception exception) when (GitHubUserApi.IsUnavailable(exception, cancellationToken))
        {
            return new GitHubAnswer<bool>.Unavailable(exception.Message, null);
        }
    }

    private async Task<GitHubAnswer<GrantedTokens>> AskAsync(
        (string Id, string Secret) client, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.CurrentValue.WebBaseUrl.TrimEnd('/') + "/login/oauth/access_token");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent([.. form, new("client_id", client.Id), new("client_secret", client.Secret)]);
        try
        {
            using var response = await http.CreateClient(GitHubUserApi.HttpClientName).SendAsync(request, cancellationToken);
            if ((int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Forbidden)
            {
                return new GitHubAnswer<GrantedTokens>.Unavailable($"GitHub answered {(int)response.StatusCode}.", null);
            }

            // GitHub reports its refusals here with status 200.
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return Text(body, "access_token") is { } token
                ? new GitHubAnswer<GrantedTokens>.Ok(new GrantedTokens(
                    token,
                    Text(body, "refresh_token"),
                    body.RootElement.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var life) ? TimeSpan.FromSeconds(life) : null))
                : new GitHubAnswer<GrantedTokens>.No((int)response.StatusCode, Text(body, "error") ?? "");
        }
        catch (Exception exception) when (GitHubUserApi.IsUnavailable(exception, cancellationToken))
        {
            return new GitHubAnswer<GrantedTokens>.Unavailable(exception.Message, null);
        }
    }

    private static string? Text(JsonDocument body, string member) =>
        body.RootElement.TryGetProperty(member, out var value) && value.GetString() is { Length: > 0 } text ? text : null;
}
