using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.GitHubData;

/// <summary>One conditional GET with a person's token, redirects of renamed repositories followed within the API only.</summary>
internal sealed class UserRequest(IHttpClientFactory http, IOptionsMonitor<GitHubOptions> options, PageShelf shelf, TimeProvider clock)
{
    private const int MaxRedirects = 3;

    /// <summary>The page, read anew or as it was; or the trouble. A null trouble stands for 401.</summary>
    public async Task<(ShelvedPage? Page, GitHubTrouble? Trouble)> GetAsync(
        long user, string token, string path, Func<JsonElement, object> read, CancellationToken cancellationToken)
    {
        var root = options.CurrentValue.ApiBaseUrl.TrimEnd('/');
        var address = root + path;
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                var known = shelf.Find(user, address);
                using var response = await SendAsync(address, token, known?.ETag, cancellationToken);
                if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
                {
                    return (known, null);
                }

                if (response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    return (null, null);
                }

                if (response.Headers.Location is { } location
                    && (int)response.StatusCode is 301 or 302 or 307 or 308 && redirects < MaxRedirects)
                {
                    address = new Uri(new Uri(address), location).AbsoluteUri;
                    if (!address.StartsWith(root + "/", StringComparison.OrdinalIgnoreCase))
                    {
                        return (null, GitHubTroubleReader.Unavailable("it pointed to an address outside its API."));
                    }

                    continue;
                }

                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    return (null, GitHubTroubleReader.Of(
                        (int)response.StatusCode, response.Headers, body, options.CurrentValue.WebBaseUrl, clock.GetUtcNow()));
                }

                using var json = JsonDocument.Parse(body);
                var page = new ShelvedPage(
                    response.Headers.ETag?.ToString(), read(json.RootElement), HasNext(response.Headers), GitHubTroubleReader.IsPartial(response.Headers));
                if (page.ETag is not null)
                {
                    shelf.Put(user, address, page);
                }

                return (page, null);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (null, GitHubTroubleReader.Unavailable("there was no answer in time, or no connection."));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (null, GitHubTroubleReader.Unavailable("its answer was not in its form."));
        }
    }

    private Task<HttpResponseMessage> SendAsync(string address, string token, string? etag, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("TaskRelay");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        return http.CreateClient(GitHubClients.HttpName).SendAsync(request, cancellationToken);
    }

    private static bool? HasNext(HttpResponseHeaders headers) =>
        headers.TryGetValues("Link", out var links) ? links.Any(link => link.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) : null;
}
