using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// Reads lists of GitHub with what Octokit has no words for: tags of what is known already, cursors, and the intervals
/// that GitHub asks for.
/// </summary>
public sealed class PageReader(
    IHttpClientFactory http, IOptionsMonitor<GitHubOptions> options, GitHubAppSource apps, InstallationTokens tokens, TimeProvider clock)
{
    /// <summary>Asks as the App itself. The path has no leading slash.</summary>
    public Task<GitHubAnswer<GitHubPage>> AsAppAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var app = apps.Current;
        return app.CanSign
            ? SendAsync(method, path, AppToken.Create(app.AppId!.Value, app.PrivateKey!, clock.GetUtcNow()), null, cancellationToken)
            : Task.FromResult<GitHubAnswer<GitHubPage>>(
                new GitHubAnswer<GitHubPage>.Unavailable("No GitHub App with a readable private key is set up yet.", null));
    }

    /// <summary>Reads as an installation; with a tag, only what has changed since.</summary>
    public async Task<GitHubAnswer<GitHubPage>> AsInstallationAsync(long installationId, string path, string? etag, CancellationToken cancellationToken)
    {
        for (var isSecond = false; ; isSecond = true)
        {
            var minted = await tokens.ForReadingAsync(installationId, cancellationToken);
            if (minted is not GitHubAnswer<InstallationToken>.Ok { Value: var token })
            {
                return minted.Then<InstallationToken, GitHubPage>(_ => throw new InvalidOperationException("A minted token is not a failure."));
            }

            var answer = await SendAsync(HttpMethod.Get, path, token.Value, etag, cancellationToken);
            if (answer is not GitHubAnswer<GitHubPage>.No { Status: 401 } || isSecond)
            {
                return answer;
            }

            // Revoked early, or expired by GitHub's clock.
            tokens.Forget(token);
        }
    }

    private string Root => options.CurrentValue.ApiBaseUrl.TrimEnd('/') + "/";

    private async Task<GitHubAnswer<GitHubPage>> SendAsync(
        HttpMethod method, string path, string token, string? etag, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, Root + path);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("TaskRelay");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        try
        {
            using var response = await http.CreateClient(GitHubClients.HttpName).SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return Read(response, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new GitHubAnswer<GitHubPage>.Unavailable($"GitHub could not be asked: {exception.Message}", null);
        }
        catch (JsonException)
        {
            return new GitHubAnswer<GitHubPage>.Unavailable("GitHub's answer was not in its form.", null);
        }
    }

    private GitHubAnswer<GitHubPage> Read(HttpResponseMessage response, string body)
    {
        var status = (int)response.StatusCode;
        if (GitHubLimits.Until(status, name => Header(response, name), body, clock.GetUtcNow()) is { } until)
        {
            return new GitHubAnswer<GitHubPage>.Unavailable($"GitHub's rate limit ({status}).", until);
        }

        return status switch
        {
            304 => new GitHubAnswer<GitHubPage>.Ok(Page(response, null)),
            >= 200 and < 300 => new GitHubAnswer<GitHubPage>.Ok(Page(response, body.Length == 0 ? null : JsonElement.Parse(body))),
            >= 400 and < 500 and not (int)HttpStatusCode.RequestTimeout => new GitHubAnswer<GitHubPage>.No(status, $"GitHub answered {status}."),
            _ => new GitHubAnswer<GitHubPage>.Unavailable($"GitHub answered {status}.", null),
        };
    }

    private GitHubPage Page(HttpResponseMessage response, JsonElement? content) => new(
        content,
        response.Headers.ETag?.ToString(),
        Next(response),
        Number(response, "X-Poll-Interval") is { } seconds and > 0 and < 86_400 ? TimeSpan.FromSeconds(seconds) : null,
        LowUntil(response));

    private DateTimeOffset? LowUntil(HttpResponseMessage response) =>
        Number(response, "X-RateLimit-Limit") is { } limit and > 0
        && Number(response, "X-RateLimit-Remaining") is { } left && left * 10 < limit
        && Number(response, "X-RateLimit-Reset") is { } reset and > 0 and < 253_402_300_800
            ? Min(DateTimeOffset.FromUnixTimeSeconds(reset), clock.GetUtcNow().AddHours(1))
            : null;

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>A next page elsewhere is not followed: the token goes nowhere but to the API.</summary>
    private string? Next(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var links))
        {
            return null;
        }

        var next = links.SelectMany(line => line.Split(',')).FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase));
        var address = next?.Split('<', '>').ElementAtOrDefault(1);
        return address?.StartsWith(Root, StringComparison.OrdinalIgnoreCase) is true ? address[Root.Length..] : null;
    }

    private static long? Number(HttpResponseMessage response, string name) =>
        long.TryParse(Header(response, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
