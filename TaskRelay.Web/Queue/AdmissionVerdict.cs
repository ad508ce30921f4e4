namespace TaskRelay.Web.Queue;

/// <summary>What admission says about a queued task. Checks are repeatable: nothing is spent before the verdict.</summary>
public abstract record AdmissionVerdict
{
    private AdmissionVerdict()
    {
    }

    /// <summary>It may run.</summary>
    /// <param name="InstallationId">The installation that reaches the repository.</param>
    /// <param name="ActorLogin">The actor's login of today.</param>
    /// <param name="HeadBranch">For a task on a pull request: the branch to work on.</param>
    /// <param name="BaseBranch">For a task on a pull request: what that is to be merged into.</param>
    public sealed record Admitted(long InstallationId, string ActorLogin, string? HeadBranch = null, string? BaseBranch = null) : AdmissionVerdict;

    /// <summary>It may not, and would not when asked again.</summary>
    /// <param name="Code">One of <see cref="AdmissionCodes"/>.</param>
    /// <param name="Message">Why, and what to do.</param>
    /// <param name="Rule">Name of the <see cref="Tasks.AdmissionRule"/> that said no.</param>
    public sealed record Refused(string Code, string Message, string Rule) : AdmissionVerdict;

    /// <summary>GitHub or a provider could not be asked: the task waits for an answer.</summary>
    public sealed record Undecided(string Reason, DateTimeOffset? RetryAt) : AdmissionVerdict;
}
