namespace TaskRelay.Contracts;

/// <summary>Values of an error's <c>code</c> on a task.</summary>
public static class ErrorCodes
{
    /// <summary>No runner could start a worker.</summary>
    public const string LaunchFailed = "launch_failed";

    /// <summary>The worker fell silent, or ended without a report.</summary>
    public const string WorkerLost = "worker_lost";

    /// <summary>The repository could not be cloned.</summary>
    public const string CloneFailed = "clone_failed";

    /// <summary>The agent ended with an error.</summary>
    public const string AgentFailed = "agent_failed";

    /// <summary>The agent's provider refused for lack of quota.</summary>
    public const string AgentQuota = "agent_quota";

    /// <summary>The agent's command is not installed on the runner.</summary>
    public const string AgentUnavailable = "agent_unavailable";

    /// <summary>No cage could be built around the agent.</summary>
    public const string SandboxUnavailable = "sandbox_unavailable";

    /// <summary>A secret stood in the changes; nothing was pushed.</summary>
    public const string SecretInChanges = "secret_in_changes";

    /// <summary>GitHub refused the push.</summary>
    public const string PushRefused = "push_refused";

    /// <summary>The pull request could not be opened; the branch is pushed.</summary>
    public const string PullRequestFailed = "pull_request_failed";

    /// <summary>The time limit ended the attempt.</summary>
    public const string TimedOut = "timed_out";

    /// <summary>A fault of TaskRelay's own.</summary>
    public const string Internal = "internal";
}
