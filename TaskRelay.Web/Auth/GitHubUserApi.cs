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
    public Task<GitHubAnswer<FrozenSet<long>>> PushableRepositoriesAsync(string token, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
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

                return pushable.ToFrozenSet();
            },
            cancellationToken);

    /// <summary>Whose this token is.</summary>
    public Task<GitHubAnswer<GitHubPerson>> PersonAsync(string token, CancellationToken cancellationToken) =>
        AskAsync(
            async () =>
            {
                using var body = await GetAsync("/user", token, cancellationToken) ?? throw new HttpRequestException("GitHub does not know its own address for users.");
                var user = body.RootElement;
                var login = user.GetProperty("login").GetString();
                return string.IsNullOrEmpty(login)
                    ? throw new JsonException("A user without a login.")
                    : new GitHubPerson(user.GetProperty("id").GetInt64(), login, Text(user, "name"));
            },
            cancellationToken);

    /// <summary>The installations of the App that this person can reach.</summary>
    public Task<GitHubAnswer<IReadOnlyList<ListedInstallation>>> InstallationsAsync(string token, CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<ListedInstallation>>(
            async () =>
            {
                List<ListedInstallation> listed = [];
                await foreach (var installation in PagesAsync("/user/installations", "installations", token, cancellationToken))
                {
                    listed.Add(Listed(installation));
                }

                return listed;
            },
            cancellationToken);

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

    /// <summary>Whether this failure means that GitHub gave no answer that can be read.</summary>
    internal static bool IsUnavailable(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static async Task<GitHubAnswer<T>> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return new GitHubAnswer<T>.Ok(await ask());
        }
        catch (RefusedException refused)
        {
            return new GitHubAnswer<T>.No((int)refused.Status, "GitHub refused this user token.");
        }
        catch (Exception exception) when (IsUnavailable(exception, cancellationToken))
        {
            return new GitHubAnswer<T>.Unavailable(exception.Message, null);
        }
    }

    private static ListedInstallation Listed(JsonElement installation)
    {
        var account = installation.GetProperty("account");
        return new ListedInstallation(
            installation.GetProperty("id").GetInt64(),
            account.GetProperty("id").GetInt64(),
            Text(account, "login") ?? Text(account, "slug") ?? "",
            Text(installation, "target_type") ?? Text(account, "type") ?? "",
            Text(installation, "repository_selection"),
            Text(installation, "suspended_at") is not null,
            Text(installation, "html_url"));
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private sealed class RefusedException(HttpStatusCode status) : Exception
    {
        public HttpStatusCode Status => status;
    }
}
