namespace TaskRelay.Web.Prompts;

/// <summary>What a prompt is made of.</summary>
public sealed record PromptInput
{
    /// <summary><c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Number of the issue or pull request.</summary>
    public required int IssueNumber { get; init; }

    /// <summary>Its title: untrusted.</summary>
    public required string IssueTitle { get; init; }

    /// <summary>Its text: untrusted.</summary>
    public string? IssueBody { get; init; }

    /// <summary>Login of who opened it.</summary>
    public string? IssueAuthor { get; init; }

    /// <summary>What that person may do in the repository.</summary>
    public PromptPermission IssueAuthorPermission { get; init; }

    /// <summary>Whether the work is on a pull request's own branch.</summary>
    public bool IsPullRequest { get; init; }

    /// <summary>What else was said on GitHub; within one origin the oldest first.</summary>
    public IReadOnlyList<PromptQuote> Quotes { get; init; } = [];

    /// <summary>Sentences on what could not be read, or was not.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the requester wrote after the command; may be empty.</summary>
    public required string Instructions { get; init; }

    /// <summary>What the requester's settings say to this agent each time.</summary>
    public string? StandingInstructions { get; init; }

    /// <summary>Login of who gave the command, whose write permission was checked.</summary>
    public required string RequesterLogin { get; init; }

    /// <summary>Branch that the work starts from; null for the repository's default branch.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Branch that the work is done on.</summary>
    public required string Branch { get; init; }
}
