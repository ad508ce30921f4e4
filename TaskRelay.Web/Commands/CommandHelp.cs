namespace TaskRelay.Web.Commands;

/// <summary>What TaskRelay says about its commands on an issue.</summary>
public static class CommandHelp
{
    /// <summary>The answer to a command that can't be followed: what was wrong, then what is accepted.</summary>
    public static string Refusal(ParsedComment.RefusedCommand refused, string mention, AgentNames agents) =>
        $"""
        {refused.Detail}

        {Usage(mention, agents)}
        """;

    /// <summary>The commands, as the <c>help</c> verb tells them.</summary>
    public static string Usage(string mention, AgentNames agents) =>
        $"""
        What can be written, at the start of a line:

        - `@{mention} [agent] [--priority=low|normal|high] [--model=NAME] [--base=BRANCH] what to do`
        - `@{mention} stop`, `retry`, `status` or `help`, alone on the line

        Agents: {string.Join(", ", agents.Names.Select(name => $"`{name}`"))}.
        """;
}
