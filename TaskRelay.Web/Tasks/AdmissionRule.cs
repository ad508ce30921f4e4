namespace TaskRelay.Web.Tasks;

/// <summary>A rule that admission holds a task against, for those who read why it was refused.</summary>
/// <param name="Name">Stable name; kept with the refusal.</param>
/// <param name="Meaning">What the rule asks, in words.</param>
public sealed record AdmissionRule(string Name, string Meaning)
{
    public const string AccountServed = "account_served";
    public const string AppInstalled = "app_installed";
    public const string RepositoryEnabled = "repository_enabled";
    public const string WriterPermitted = "writer_permitted";
    public const string WriterKnown = "writer_known";
    public const string WriterSettings = "writer_settings";
    public const string AgentAllowed = "agent_allowed";
    public const string AgentReady = "agent_ready";
    public const string OwnBranch = "own_branch";

    /// <summary>In the order in which they are tried.</summary>
    public static IReadOnlyList<AdmissionRule> All { get; } =
    [
        new(AccountServed, "The account's installations are served here: by Admission:Accounts, or by an administrator's word."),
        new(AppInstalled, "The GitHub App is installed on the repository."),
        new(RepositoryEnabled, "The repository's settings take tasks."),
        new(WriterPermitted, "Who asked may command there: with write permission, or as an administrator where the repository's settings say so."),
        new(WriterKnown, "Who asked has signed in here, where Admission:RequireSignIn asks for it."),
        new(WriterSettings, "The settings of who asked allow the repository and the agent."),
        new(AgentAllowed, "The repository's settings allow the agent."),
        new(AgentReady, "The agent is installed, caged, and has a key that its provider accepts."),
        new(OwnBranch, "A pull request comes from the repository itself, not from a fork."),
    ];
}
