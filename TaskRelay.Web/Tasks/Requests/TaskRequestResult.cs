namespace TaskRelay.Web.Tasks.Requests;

/// <summary>What became of a wish for a task.</summary>
public abstract record TaskRequestResult
{
    private TaskRequestResult()
    {
    }

    /// <summary>The task waits in the queue.</summary>
    public sealed record Created(RelayTask Task) : TaskRequestResult;

    /// <summary>The same wish was made before under this key: this is its task, as it is now.</summary>
    public sealed record Repeated(RelayTask Task) : TaskRequestResult;

    /// <summary>Another wish was made before under this key.</summary>
    public sealed record KeyReused : TaskRequestResult;

    /// <summary>The wish itself is not valid: what is wrong, by member.</summary>
    public sealed record Invalid(IDictionary<string, string[]> Errors) : TaskRequestResult;

    /// <summary>The caller can see the repository and may not push to it.</summary>
    public sealed record NoWriteAccess : TaskRequestResult;

    /// <summary>The App is not installed there, there is no such repository, or none that the caller may know of: the three look alike.</summary>
    public sealed record NotInstalled : TaskRequestResult;

    /// <summary>The repository has no such issue or pull request.</summary>
    public sealed record NoSuchIssue : TaskRequestResult;

    /// <summary>GitHub could not be asked; nothing was stored.</summary>
    public sealed record GitHubUnavailable : TaskRequestResult;
}
