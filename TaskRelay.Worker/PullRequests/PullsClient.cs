using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.PullRequests;

/// <summary>Opens the pull request, or finds the one that an earlier call opened whose answer was lost.</summary>
internal sealed class PullsClient : IDisposable
{
    private const int MaxTries = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;
    private readonly JobRepository _repository;
    private readonly RepositoryToken _token;
    private readonly EventReporter _events;
    private readonly string _address;

    public PullsClient(WorkerJob job, RepositoryToken token, EventReporter events)
    {
        _repository = job.Repository;
        _token = token;
        _events = events;
        _address = $"{job.ApiBaseUrl.TrimEnd('/')}/repos/{job.Repository.FullName}/pulls";
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = !new Uri(job.ApiBaseUrl).IsLoopback, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.github+json");
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("TaskRelay");
        _http.DefaultRequestHeaders.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    public async Task<Outcome<Pull>> OpenAsync(NewPull wanted, CancellationToken cancellationToken)
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        var renewed = false;
        for (var tries = 1; ; tries++)
        {
            var answer = await SendAsync(HttpMethod.Post, _address, JsonContent.Create(wanted, PullsJson.Default.NewPull), PullsJson.Default.Pull, cancellationToken);
            if (answer.Value is { } opened)
                return opened;
            // Refused because it is there already, or done although the answer was lost: the open one tells.
            if (answer.Status is 422 or 0 or >= 500 && await FindAsync(wanted.Head, cancellationToken) is { } found)
                return found;

            var failure = new AttemptFailure(ErrorCodes.PullRequestFailed, $"The branch is pushed, but the pull request could not be opened: {answer.Trouble}");
            if (answer.Status == 401 && !renewed)
            {
                renewed = true;
                if (!await _token.RenewAsync(cancellationToken))
                    return failure;
            }
            else if (tries == MaxTries || answer is { Status: not (0 or 429 or >= 500), Pause: null } || answer.Pause > LongestPause)
            {
                return failure;
            }
            else
            {
                _events.Say($"The pull request is tried again: {answer.Trouble}");
                if (answer.Pause is { } pause)
                    await Task.Delay(pause, TimeProvider.System, cancellationToken);
                else
                    await backOff.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>Best effort: the author of a pull request, or somebody without access, can't be asked.</summary>
    public async Task RequestReviewAsync(int number, string reviewer, CancellationToken cancellationToken)
    {
        var body = JsonContent.Create(new ReviewRequest([reviewer]), PullsJson.Default.ReviewRequest);
        var answer = await SendAsync(HttpMethod.Post, $"{_address}/{number}/requested_reviewers", body, PullsJson.Default.Pull, cancellationToken);
        if (answer.Value is null)
            _events.Say($"@{reviewer} could not be asked for a review: {answer.Trouble}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<Pull?> FindAsync(string branch, CancellationToken cancellationToken)
    {
        var query = $"?state=open&head={Uri.EscapeDataString($"{_repository.Owner}:{branch}")}";
        var answer = await SendAsync(HttpMethod.Get, _address + query, content: null, PullsJson.Default.ListPull, cancellationToken);
        return answer.Value?.FirstOrDefault();
    }

    private async Task<Answer<T>> SendAsync<T>(HttpMethod method, string address, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token.Value);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return new Answer<T>((int)response.StatusCode, await response.Content.ReadFromJsonAsync(type, cancellationToken), "an empty answer", null);
            var reason = await ReasonAsync(response, cancellationToken);
            return new Answer<T>((int)response.StatusCode, null, $"HTTP {(int)response.StatusCode}: {reason}", PauseOf(response, reason));
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException or IOException)
        {
            return new Answer<T>(0, null, trouble.Message, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer<T>(0, null, "no answer in time", null);
        }
    }

    /// <summary>How long a rate limit lasts; the secondary one comes as a plain 403 and may not say.</summary>
    private static TimeSpan? PauseOf(HttpResponseMessage response, string reason)
    {
        if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests))
            return null;
        if (response.Headers.RetryAfter?.Delta is { } told)
            return told;
        var limited = response.StatusCode == HttpStatusCode.TooManyRequests || reason.Contains("rate limit", StringComparison.OrdinalIgnoreCase);
        return limited ? TimeSpan.FromMinutes(1) : null;
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var refusal = JsonSerializer.Deserialize(body, PullsJson.Default.PullsRefusal);
            var details = refusal?.Errors?.Select(error => error.Message ?? $"{error.Field} {error.Code}") ?? [];
            return string.Join("; ", [refusal?.Message ?? "", .. details]);
        }
        catch (JsonException)
        {
            return Spoken.Shorten(body, 200);
        }
    }

    private sealed record Answer<T>(int Status, T? Value, string Trouble, TimeSpan? Pause)
        where T : class;
}
