using TaskRelay.Web.Commonmark;

namespace TaskRelay.Web.Commands;

/// <summary>
/// Reads what a comment's text asks for. Pure: no state, no clock, no look-up. The first line that begins with the
/// mention is the command: agent and flags stand on that line, the free text goes on to the end of the comment.
/// </summary>
public sealed class CommandParser
{
    private const int MaxIndent = 3;

    /// <param name="body">The comment as GitHub sends it.</param>
    /// <param name="mention">The name that is listened to, without <c>@</c>.</param>
    /// <param name="agents">The agents of this moment.</param>
    public ParsedComment Parse(string body, string mention, AgentNames agents) => Parse(body, mention, agents, null);

    internal static ParsedComment Parse(string body, string mention, AgentNames agents, Action<int>? onWork)
    {
        ArgumentException.ThrowIfNullOrEmpty(mention);
        var at = Mention.Find(body, 0, mention);
        // Most comments on a busy repository call nobody: they cost one search.
        if (at < 0)
            return new ParsedComment.NoCommand();
        var marks = MarkdownScanner.Scan(body, ScanPurpose.Commands, onWork: onWork);
        var isElsewhere = false;
        for (; at >= 0; at = Mention.Find(body, at + 1, mention))
        {
            onWork?.Invoke(1);
            var end = at + 1 + mention.Length;
            if (marks[at] == TextMark.Plain && IsLineStart(body, at) && Mention.IsAddress(body, end))
                return CommandLine.Parse(body, Mention.SkipSeparator(body, end), agents);
            // A quote's lazy line shows as quoted, but somebody typed it: told, not followed.
            isElsewhere |= marks[at] is TextMark.Plain or TextMark.LazilyQuoted && Mention.IsPlain(body, at, end);
        }
        return isElsewhere ? new ParsedComment.MentionNotFirst() : new ParsedComment.NoCommand();
    }

    private static bool IsLineStart(string body, int at)
    {
        for (var before = at - 1; before >= 0 && at - before <= MaxIndent + 1; before--)
        {
            if (body[before] is '\r' or '\n')
                return true;
            if (body[before] != ' ')
                return false;
        }
        return at <= MaxIndent;
    }
}
