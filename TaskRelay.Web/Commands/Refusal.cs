namespace TaskRelay.Web.Commands;

/// <summary>
/// Words a refusal. What the command held is repeated only where it is short and of letters, digits and a few marks:
/// the sentence ends in a comment, where it must neither mention anyone nor format anything.
/// </summary>
internal static class Refusal
{
    private const int MaxShown = 40;

    public static ParsedComment.RefusedCommand UnknownAgent(string name, AgentNames agents) => new(
        RefusalReasons.UnknownAgent,
        $"There is no agent {Shown(name, "of that name")}. Known: {string.Join(", ", agents.Names.DefaultIfEmpty("none"))}.");

    public static ParsedComment.RefusedCommand UnknownFlag(string word) => new(
        RefusalReasons.UnknownFlag,
        $"There is no flag {Shown(word.Split('=')[0], "of that name")}. Known: {string.Join(", ", CommandGrammar.Flags.Select(flag => $"--{flag.Name}"))}.");

    public static ParsedComment.RefusedCommand Twice(string flag) => new(
        RefusalReasons.InvalidFlagValue, $"The {flag} is given more than once.");

    public static ParsedComment.RefusedCommand Value(CommandFlag flag, string? value) => new(
        RefusalReasons.InvalidFlagValue,
        string.IsNullOrEmpty(value)
            ? $"--{flag.Name}= needs a value, without a space before it: {flag.Accepts}."
            : $"--{flag.Name}= does not take {Shown(value, "that value")}: it takes {flag.Accepts}.");

    private static string Shown(string value, string otherwise) =>
        value.Length <= MaxShown && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/') ? value : otherwise;
}
