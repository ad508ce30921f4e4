namespace TaskRelay.Web.GitHub;

/// <summary>
/// What GitHub said, three-valued: yes, no, or could not ask. The last is never mapped to a no: a task waits for an
/// answer, and nothing runs without one.
/// </summary>
public abstract record GitHubAnswer<T>
{
    private GitHubAnswer()
    {
    }

    /// <summary>GitHub answered.</summary>
    public sealed record Ok(T Value) : GitHubAnswer<T>;

    /// <summary>GitHub refused, and would again: not found, forbidden, invalid.</summary>
    public sealed record No(int Status, string Message) : GitHubAnswer<T>;

    /// <summary>No answer: unreachable, 5xx, rate limited. A write may have been applied all the same.</summary>
    public sealed record Unavailable(string Message, DateTimeOffset? RetryAt) : GitHubAnswer<T>;
}
