namespace TaskRelay.Web.Components.Parts;

/// <summary>Finds words in a text, for marking them.</summary>
public static class TextHits
{
    /// <summary>A line with more is marked up to here.</summary>
    private const int MaxHits = 50;

    /// <summary>The text in pieces, which together are the text again.</summary>
    public static IEnumerable<(string Text, bool IsHit)> Of(string text, string? words)
    {
        var at = 0;
        for (var hits = 0; hits < MaxHits && !string.IsNullOrEmpty(words); hits++)
        {
            var hit = text.IndexOf(words, at, StringComparison.OrdinalIgnoreCase);
            if (hit < 0)
            {
                break;
            }

            if (hit > at)
            {
                yield return (text[at..hit], false);
            }

            yield return (text.Substring(hit, words.Length), true);
            at = hit + words.Length;
        }

        if (at < text.Length)
        {
            yield return (text[at..], false);
        }
    }
}
