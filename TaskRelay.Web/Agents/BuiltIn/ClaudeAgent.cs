namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>Claude Code, <c>@anthropic-ai/claude-code</c>.</summary>
internal static class ClaudeAgent
{
    public static AgentDefinition Define(ProviderAddresses addresses) => new()
    {
        Name = "claude",
        Aliases = ["claude-code"],
        Command = "claude",
        Arguments =
        [
            "-p", "--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions",
            // A repository's .claude/settings.json outranks the environment: it could send the key elsewhere and run hooks
            // before the model is asked. So project settings and .mcp.json are not read at all.
            "--setting-sources", "user", "--strict-mcp-config", "--settings", """{"disableAllHooks":true}""",
        ],
        ModelArguments = ["--model", "{model}"],
        VersionArguments = ["--version"],
        CredentialName = "ANTHROPIC_API_KEY",
        Environment = new Dictionary<string, string>
        {
            ["ANTHROPIC_BASE_URL"] = addresses.Anthropic,
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            // As root it refuses to work without asking, unless it is told that something else keeps it in.
            ["IS_SANDBOX"] = "1",
        },
        // Without project settings the repository's words to the agent would go unread too; these are words, not settings.
        HomeFiles = [new(".claude/CLAUDE.md", "@{workspace}/CLAUDE.md\n@{workspace}/.claude/CLAUDE.md\n")],
        Output = "claude_stream_json",
    };
}
