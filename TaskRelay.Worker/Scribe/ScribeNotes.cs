using System.Text.RegularExpressions;

namespace TaskRelay.Worker.Scribe;

/// <summary>
/// What scribe does without a script: a file of notes with a checklist of what the issue and the instructions say. Small, real, and
/// different for each issue.
/// </summary>
internal static partial class ScribeNotes
{
    /// <summary>What a prompt says where there is nothing.</summary>
    private static readonly string[] Fillers = ["(The issue has no text.)", "None beyond the issue: do what it asks for."];

    private const int MostPoints = 40;
    private const int LongestPoint = 300;

    /// <summary>Writes or completes the notes and returns a summary.</summary>
    public static string Write(ScribeFiles files, ScribePrompt prompt)
    {
        var number = prompt.IssueNumber is { } known ? known.ToString() : "0";
        var path = $"NOTES/issue-{number}.md";
        var full = files.Resolve(path);
        var existing = File.Exists(full) ? File.ReadAllText(full) : "";
        var title = prompt.Title.Length > 0 ? prompt.Title : $"Issue {number}";
        var points = Sentences(prompt.Body + "\n" + prompt.Wish).DefaultIfEmpty(title).Select(static p => "- [ ] " + p)
            .Where(line => !existing.Contains(line, StringComparison.Ordinal)).ToList();
        if (existing.Length > 0 && points.Count == 0) return $"{path} has everything already; nothing was changed.";

        var lines = string.Concat(points.Select(static p => p + "\n"));
        if (existing.Length == 0) files.Write(path, $"# {title} (#{number})\n\n{lines}", append: false);
        else files.Write(path, (existing.EndsWith('\n') ? "" : "\n") + lines, append: true);
        return $"Wrote {path}: {points.Count} {(points.Count == 1 ? "point" : "points")} from the issue and the instructions.";
    }

    private static IEnumerable<string> Sentences(string body)
    {
        var inCode = false;
        List<string> points = [];
        foreach (var line in body.Split('\n'))
        {
            var text = line.Trim();
            if (text.StartsWith("```", StringComparison.Ordinal) || text.StartsWith("~~~", StringComparison.Ordinal))
            {
                inCode = !inCode;
                continue;
            }

            if (inCode || text.Length == 0 || text[0] is '>' or '|' or '<' || Fillers.Contains(text)) continue;
            text = Bullet().Replace(text, "");
            points.AddRange(SentenceEnd().Split(text).Select(static s => s.Trim()).Where(static s => s.Any(char.IsLetterOrDigit)));
        }

        return points.Select(static p => p.Length <= LongestPoint ? p : p[..LongestPoint] + "…").Distinct(StringComparer.Ordinal).Take(MostPoints);
    }

    [GeneratedRegex(@"^(#{1,6}\s+|[-*+]\s+(\[[ xX]\]\s+)?|[0-9]{1,3}[.)]\s+)", RegexOptions.None, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[\p{Lu}0-9`""'])", RegexOptions.None, 1000)]
    private static partial Regex SentenceEnd();
}
