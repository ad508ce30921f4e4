using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Replaces secrets in text that is stored or published: the given values in any form, whole or a part of ten
/// characters, also broken over lines or by escapes; and whatever looks like a credential. Terminal escapes and control
/// characters are dropped on the way; line breaks are kept, so that lines can be paired up before and after.
/// Redacting twice changes nothing more. Safe for use by several threads.
/// </summary>
/// <param name="secrets">The values; those under six characters are not looked for.</param>
public sealed class SecretRedactor(IEnumerable<string> secrets)
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Marker = "[redacted]";

    private const int MinSecretLetters = 3;

    internal SecretIndex Index { get; } = new(secrets, MinSecretLetters);

    /// <summary>The text with every secret replaced.</summary>
    public string Redact(string text)
    {
        var clean = new EscapeStripper().Strip(text);
        List<TextSpan> spans = [];
        Find(clean, spans);
        var afterMarker = false;
        return spans.Count == 0 ? clean : Replace(clean, 0, clean.Length, spans, ref afterMarker);
    }

    /// <summary>A redactor for text that comes in pieces.</summary>
    public StreamRedactor NewStream() => new(this);

    /// <summary>Finds all secrets in clean text; returns from where on the text can't be judged before more is known.</summary>
    internal int Find(string clean, List<TextSpan> spans)
    {
        var open = clean.Length;
        if (!Index.IsEmpty)
        {
            using var compact = new CompactText(clean);
            Index.Find(compact.Text, spans);
            for (var i = 0; i < spans.Count; i++) spans[i] = compact.ToSource(spans[i]);
            open = OpenFrom(clean, compact);
            TextSpan.Merge(spans);
        }

        open = Math.Min(open, TokenPatterns.Find(clean, spans));
        TextSpan.Merge(spans);
        return open;
    }

    /// <summary>
    /// The part of a text with its share of the spans replaced: one marker for each line that a span touches.
    /// <paramref name="afterMarker"/> says whether the output so far ends with one: a secret right behind adds none.
    /// </summary>
    internal static string Replace(string text, int from, int to, List<TextSpan> spans, ref bool afterMarker)
    {
        var result = new StringBuilder(to - from);
        var at = from;
        foreach (var span in spans)
        {
            var start = Math.Max(span.Start, at);
            var end = Math.Min(span.End, to);
            if (start >= end) continue;
            if (start > at) afterMarker = false;
            result.Append(text, at, start - at);
            foreach (var c in text.AsSpan(start, end - start))
            {
                var isBreak = c is '\r' or '\n';
                if (isBreak) result.Append(c);
                else if (!afterMarker) result.Append(Marker);
                afterMarker = !isBreak;
            }

            at = end;
        }

        if (to > at) afterMarker = false;
        return result.Append(text, at, to - at).ToString();
    }

    /// <summary>
    /// An ending that stands inside a secret is held. One of three characters or fewer stands inside some secret
    /// nearly always: it is held within a line, and let go with the end of a line, or the last line of a log would be
    /// seen only with the next one.
    /// </summary>
    private int OpenFrom(string clean, CompactText compact)
    {
        var length = compact.Text.Length;
        var open = Index.OpenFrom(compact.Text);
        if (open == length && clean is [.., not ('\n' or '\r')]) open = Math.Max(0, length - (SecretIndex.Gram - 1));
        return open < length ? compact.ToSource(open) : clean.Length;
    }
}
