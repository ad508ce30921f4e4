using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Auth;

/// <summary>The few things that are asked with a person's own token.</summary>
public sealed class GitHubUserApi(IHttpClientFactory http, IOptionsMonitor<GitHubOptions> options)
{
    public const string HttpClientName = "github-user";

    private const int PageSize = 100;

    /// <summary>A page limit far above what GitHub lists, so that a server that repeats itself ends.</summary>
    private const int MaxPages = 200;

    /// <summary>Ids of the repositories that the App is installed on and this person may push to.</summary>
    public async Task<GitHubAnswer<FrozenSet<long>>> PushableRepositoriesAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            var pushable = new HashSet<long>();
            await foreach (var installation in PagesAsync("/user/installations", "installations", token, cancellationToken))
            {
                var path = $"/user/installations/{installation.GetProperty("id").GetInt64()}/repositories";
                await foreach (var repository in PagesAsync(path, "repositories", token, cancellationToken))
                {
                    if (repository.TryGetProperty("permissions", out var permissions)
                        && permissions.TryGetProperty("push", out var push) && push.ValueKind == JsonValueKind.True)
                    {
                        pushable.Add(repository.GetProperty("id").GetInt64());
                    }
                }
            }

            return new GitHubAnswer<FrozenSet<long>>.Ok(pushable.ToFrozenSet());
        }
        catch (RefusedException refused)
        {
            return new GitHubAnswer<FrozenSet<long>>.No((int)refused.Status, "GitHub refused this user token.");
        }
        catch (Exception exception) when (IsUnavailable(exception, cancellationToken))
        {
            return new GitHubAnswer<FrozenSet<long>>.Unavailable(exception.Message, null);
        }
    }

    /// <summary>Trades a refresh token, which GitHub then forgets, for new tokens.</summary>
    public async Task<GitHubAnswer<RefreshedTokens>> RefreshAsync(
        (string Id, string Secret) client, string refreshToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.CurrentValue.WebBaseUrl.TrimEnd('/') + "/login/oauth/access_token");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = client.Id,
            ["client_secret"] = client.Secret,
        });
        try
        {
            using var response = await http.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
            if ((int)response.StatusCode >= 500 || response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return new GitHubAnswer<RefreshedTokens>.Unavailable($"GitHub answered {(int)response.StatusCode}.", null);
            }

            // GitHub reports its refusals here with status 200.
            using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return body.RootElement.TryGetProperty("access_token", out var access) && access.GetString() is { Length: > 0 } token
                ? new GitHubAnswer<RefreshedTokens>.Ok(new RefreshedTokens(
                    token,
                    body.RootElement.TryGetProperty("refresh_token", out var next) ? next.GetString() : null,
                    body.RootElement.TryGetProperty("expires_in", out var seconds) ? TimeSpan.FromSeconds(seconds.GetInt64()) : null))
                : new GitHubAnswer<RefreshedTokens>.No((int)response.StatusCode, "GitHub refused the refresh token.");
        }
        catch (Exception exception) when (IsUnavailable(exception, cancellationToken))
        {
            return new GitHubAnswer<RefreshedTokens>.Unavailable(exception.Message, null);
        }
    }

    private async IAsyncEnumerable<JsonElement> PagesAsync(
        string path, string member, string token, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 1; page <= MaxPages; page++)
        {
            using var body = await GetAsync($"{path}?per_page={PageSize}&page={page}", token, cancellationToken);
            if (body is null)
            {
                yield break;
            }

            var items = body.RootElement.GetProperty(member);
            foreach (var item in items.EnumerateArray())
            {
                yield return item;
            }

            if (items.GetArrayLength() < PageSize)
            {
                yield break;
            }
        }
    }

    /// <summary>Null for 404: an installation that was removed between the two lists.</summary>
    private async Task<JsonDocument?> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.CurrentValue.ApiBaseUrl.TrimEnd('/') + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.CreateClient(HttpClientName).SendAsync(request, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.Unauthorized => throw new RefusedException(response.StatusCode),

            // 403 is a rate limit as often as a refusal; neither is an answer to what was asked.
            _ when !response.IsSuccessStatusCode => throw new HttpRequestException($"GitHub answered {(int)response.StatusCode}."),
            _ => JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)),
        };
    }

    private static bool IsUnavailable(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private sealed class RefusedException(HttpStatusCode status) : Exception
    {
        public HttpStatusCode Status => status;
    }
}
