namespace TaskRelay.Web.Commands;

/// <summary>What a command may hold: the one list for the parser, the answers on issues and the help page.</summary>
public static class CommandGrammar
{
    public static readonly CommandFlag Agent = new("agent", "NAME", "a name", "Who does it. The bare name says the same, and so does agent=NAME.");

    public static readonly CommandFlag Priority = new("priority", "low|normal|high", "low, normal or high", "Its place among the tasks that wait.");

    public static readonly CommandFlag Model = new(
        "model", "NAME", "up to 100 letters, digits and . _ : / @ -, a letter or digit first", "The agent's model, as its provider names it.");

    public static readonly CommandFlag Base = new("base", "BRANCH", "the name of a branch, without refs/heads/", "Where the work begins; else the repository's default branch.");

    /// <summary>Every flag.</summary>
    public static IReadOnlyList<CommandFlag> Flags { get; } = [Agent, Priority, Model, Base];

    /// <summary>What stands between the mention and the free text; an agent is named without its flag.</summary>
    public static string TaskForm { get; } = string.Join(' ', Flags.Where(flag => flag != Agent).Select(flag => $"[{flag.Form}]").Prepend("[agent]"));

    /// <summary>The verbs, the first of them as code that goes on.</summary>
    public static string VerbForm { get; } = Verbs();

    /// <summary>A verb as it is written.</summary>
    public static string NameOf(ControlVerb verb) => verb.ToString().ToLowerInvariant();

    /// <summary>What a verb does, in words.</summary>
    public static string MeaningOf(ControlVerb verb) => verb switch
    {
        ControlVerb.Stop => "Ends the issue's newest task that can be stopped.",
        ControlVerb.Retry => "Starts the issue's newest task once more that ended otherwise than well.",
        ControlVerb.Status => "Tells how the issue's newest task stands, in a comment of its own.",
        ControlVerb.Help => "Tells what can be written, and what holds in this repository.",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "Every verb has a meaning."),
    };

    private static string Verbs()
    {
        var names = Enum.GetValues<ControlVerb>().Select(NameOf).ToList();
        return $"{names[0]}`, {string.Join(", ", names[1..^1].Select(name => $"`{name}`"))} or `{names[^1]}";
    }
}
