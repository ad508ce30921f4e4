using System.Text;
using System.Text.RegularExpressions;
using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Notifications;

/// <summary>
/// Makes text of users and agents fit to stand in a comment of TaskRelay's own: no secret of a known form, no ping, no
/// hidden part, no picture that calls home, no marker.
/// </summary>
internal static partial class CommentText
{
    /// <summary>GitHub refuses 65,536 characters; room for what it may count differently.</summary>
    public const int LongestBody = 60_000;

    private const char Break = '\u200B';

    private static readonly SecretRedactor Patterns = new([]);

    /// <summary>Secrets of a known form replaced.</summary>
    public static string Redacted(string text) => Patterns.Redact(text);

    /// <summary>One line.</summary>
    public static string Inline(string text, int longest = 500) => Neutral(Cut(Spaces().Replace(text, " ").Trim(), longest));

    /// <summary>A quote of several lines. Whatever it opens (a fence, a list, HTML) ends with the quote.</summary>
    public static string Quote(string text, int longest = 8_000)
    {
        var lines = Neutral(Cut(text.Trim(), longest)).Split('\n');
        return string.Join('\n', lines.Select(line => line.Length == 0 ? ">" : $"> {line}"));
    }

    /// <summary>Code within a line, for names: what could end the code is dropped.</summary>
    public static string Code(string text) => $"`{Spaces().Replace(text, " ").Replace("`", "", StringComparison.Ordinal).Trim()}`";

    /// <summary>At most so many characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1;
        return text[..end] + "…";
    }

    private static string Neutral(string text)
    {
        // Redacted first: the breaks below would hide a secret from its pattern.
        var plain = Controls().Replace(Redacted(text).ReplaceLineEndings("\n"), "");
        var neutral = new StringBuilder(plain.Length + 16);
        for (var index = 0; index < plain.Length; index++)
        {
            neutral.Append(plain[index]);
            var next = index + 1 < plain.Length ? plain[index + 1] : ' ';
            if (Pings(plain[index], next) || OpensMarkup(plain[index], next) || OpensPicture(plain[index], next))
            {
                neutral.Append(Break);
            }
        }

        return neutral.ToString();
    }

    private static bool Pings(char current, char next) => current == '@' && char.IsLetterOrDigit(next);

    private static bool OpensMarkup(char current, char next) => current == '<' && (char.IsLetter(next) || next is '!' or '/' or '?');

    private static bool OpensPicture(char current, char next) => current == '!' && next == '[';

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>Control characters but tab and line feed, and what turns the direction of text.</summary>
    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Controls();
}
