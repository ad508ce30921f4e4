using System.Net;
using System.Runtime.Serialization;
using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>The one place that decides what a failed request means. Octokit's own exceptions miss some of the limits, so status, headers and body are read here.</summary>
public static class GitHubFailures
{
    /// <summary>Asks, and turns whatever happens into an answer. Only the caller's own cancellation passes through.</summary>
    public static async Task<GitHubAnswer<T>> AskAsync<T>(Func<Task<T?>> ask, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await ask() is { } value
                ? new GitHubAnswer<T>.Ok(value)
                : new GitHubAnswer<T>.Unavailable("GitHub's answer had no readable content.", null);
        }
        catch (ApiException exception)
        {
            return Classify<T>(exception, clock.GetUtcNow());
        }
        catch (Exception exception) when (IsNoAnswer(exception) && !cancellationToken.IsCancellationRequested)
        {
            return new GitHubAnswer<T>.Unavailable($"GitHub could not be asked: {exception.Message}", null);
        }
    }

    /// <summary>
    /// A limit comes with <c>RetryAt</c>, and was not applied; any other lack of an answer has none, and may have been.
    /// </summary>
    public static GitHubAnswer<T> Classify<T>(ApiException exception, DateTimeOffset now)
    {
        var status = (int)exception.StatusCode;
        if (LimitedUntil(exception, now) is { } until)
        {
            return new GitHubAnswer<T>.Unavailable($"GitHub's rate limit: {exception.Message}", until);
        }

        return status is >= 400 and < 500 and not (int)HttpStatusCode.RequestTimeout
            ? new GitHubAnswer<T>.No(status, Describe(exception))
            : new GitHubAnswer<T>.Unavailable($"GitHub answered {status}.", null);
    }

    private static DateTimeOffset? LimitedUntil(ApiException exception, DateTimeOffset now) => GitHubLimits.Until(
        (int)exception.StatusCode, name => Header(exception, name), exception.HttpResponse?.Body as string ?? exception.Message, now);

    private static string? Header(ApiException exception, string name) =>
        exception.HttpResponse?.Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>GitHub's sentence, with what its validation found.</summary>
    private static string Describe(ApiException exception)
    {
        var details = exception.ApiError?.Errors?.Select(error => error.Message ?? $"{error.Field} {error.Code}".Trim()).Where(text => text.Length > 0);
        return details is null || !details.Any() ? exception.Message : $"{exception.Message}: {string.Join("; ", details)}";
    }

    /// <summary>Connection, time-out, an answer cut short or not in its shape; Octokit says "invalid operation" of a redirect that leads nowhere.</summary>
    private static bool IsNoAnswer(Exception exception) => exception
        is HttpRequestException
        or IOException
        or OperationCanceledException
        or SerializationException
        or FormatException
        or InvalidCastException
        or InvalidOperationException;
}
