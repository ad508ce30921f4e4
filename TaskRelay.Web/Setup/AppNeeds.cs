namespace TaskRelay.Web.Setup;

/// <summary>What the GitHub App has to be allowed and told: one list for the manifest, the manual way and the documentation.</summary>
public static class AppNeeds
{
    /// <summary>Repository permissions, with what each is for.</summary>
    public static readonly IReadOnlyList<(string Name, string Title, string Level, string For)> Permissions =
    [
        ("contents", "Contents", "write", "clone, and push the agent's branch"),
        ("issues", "Issues", "write", "read commands, answer in comments"),
        ("pull_requests", "Pull requests", "write", "open pull requests, answer on them"),
        ("checks", "Checks", "read", "tell agents which checks failed"),
        ("metadata", "Metadata", "read", "every App has it"),
    ];

    /// <summary>Webhook events.</summary>
    public static readonly IReadOnlyList<(string Name, string Title)> Events =
        [("issue_comment", "Issue comment"), ("issues", "Issues"), ("pull_request", "Pull request")];
}
