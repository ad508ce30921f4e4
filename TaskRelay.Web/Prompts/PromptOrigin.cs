namespace TaskRelay.Web.Prompts;

/// <summary>What a part of a prompt is.</summary>
public enum PromptOrigin
{
    /// <summary>TaskRelay's own words: the work, the rules, what was left out.</summary>
    Contract,

    /// <summary>What the requester's settings say to this agent each time.</summary>
    StandingInstructions,

    /// <summary>What the requester wrote after the command.</summary>
    Instructions,

    /// <summary>The repository's guidance for agents, of the base branch.</summary>
    Guidance,

    /// <summary>Title of the issue or pull request.</summary>
    IssueTitle,

    /// <summary>Text of the issue or pull request.</summary>
    IssueBody,

    /// <summary>A comment on the issue or pull request.</summary>
    Comment,

    /// <summary>A submitted review.</summary>
    Review,

    /// <summary>A comment on a line of the pull request.</summary>
    ReviewComment,

    /// <summary>A check of the pull request's head that failed.</summary>
    Check,

    /// <summary>What the pull request changes.</summary>
    Diff,
}
