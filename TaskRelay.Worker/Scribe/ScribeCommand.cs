namespace TaskRelay.Worker.Scribe;

/// <summary>One command of a script.</summary>
/// <param name="Line">Its line in the script, from 1.</param>
/// <param name="Name">First word.</param>
/// <param name="Argument">The rest of the line, without what names a heredoc.</param>
/// <param name="Texts">Its heredocs, each line with its end.</param>
internal sealed record ScribeCommand(int Line, string Name, string Argument, IReadOnlyList<string> Texts)
{
    /// <summary>The argument's words.</summary>
    public string[] Words => Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
