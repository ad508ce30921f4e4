namespace TaskRelay.Web.Queue;

/// <summary>Why admission refuses; each is an <c>error.code</c> of a rejected task.</summary>
public static class AdmissionCodes
{
    public const string ActorNotPermitted = "actor_not_permitted";
    public const string RepositoryNotEnabled = "repository_not_enabled";
    public const string RepositoryNotInstalled = "repository_not_installed";
    public const string UnknownUser = "unknown_user";
    public const string AgentDisabled = "agent_disabled";
    public const string AgentUnavailable = "agent_unavailable";
    public const string SandboxUnavailable = "sandbox_unavailable";
    public const string CredentialsMissing = "credentials_missing";
    public const string CredentialsInvalid = "credentials_invalid";
    public const string ForkNotSupported = "fork_not_supported";
    public const string QueueExpired = "queue_expired";
}
