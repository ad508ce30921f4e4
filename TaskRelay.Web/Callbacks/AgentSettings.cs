namespace TaskRelay.Web.Callbacks;

/// <summary>
/// Files and folders of a repository, at any depth, that agents and tools take orders from before anybody has read them.
/// On branches that strangers had a hand in they are those of the base branch.
/// </summary>
internal static class AgentSettings
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        ".claude", ".mcp.json", ".claude.json", "CLAUDE.md", "CLAUDE.local.md", "AGENTS.md", "AGENTS.override.md", "opencode.json", "opencode.jsonc",
        ".opencode", ".codex", ".gemini", "GEMINI.md", ".amp", "AGENT.md", ".husky", ".gitmodules", ".ripgreprc",
    ];
}
