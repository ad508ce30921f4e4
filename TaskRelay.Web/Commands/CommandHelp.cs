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

    /// <summary>The commands, as the <c>help</c> verb tells them, and what holds in the repository.</summary>
    public static string Usage(string mention, AgentNames agents, string? here) => With(Usage(mention, agents), here);

    /// <summary>A text with a sentence below it, where there is one.</summary>
    public static string With(string text, string? more) => more is null ? text : $"{text}\n\n{more}";

    /// <summary>The commands.</summary>
    public static string Usage(string mention, AgentNames agents) =>
        $"""
        What can be written, at the start of a line:

        - `@{mention} {CommandGrammar.TaskForm} what to do`
        - `@{mention} {CommandGrammar.VerbForm}`, alone on the line

        Agents: {string.Join(", ", agents.Names.Select(name => $"`{name}`"))}.
        """;
}
