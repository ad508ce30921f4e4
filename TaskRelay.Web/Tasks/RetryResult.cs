namespace TaskRelay.Web.Tasks;

/// <summary>What became of a wish to retry.</summary>
public abstract record RetryResult
{
    private RetryResult()
    {
    }

    /// <summary>The task waits again, as a new attempt.</summary>
    public sealed record Queued(RelayTask Task) : RetryResult;

    /// <summary>The task has not ended, or it succeeded.</summary>
    public sealed record NotRetryable(RelayTask Task) : RetryResult;

    /// <summary>All attempts are used.</summary>
    public sealed record AttemptsExhausted(RelayTask Task) : RetryResult;

    /// <summary>There is no such task.</summary>
    public sealed record NoSuchTask : RetryResult;
}
