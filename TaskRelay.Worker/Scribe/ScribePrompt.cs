using System.Text.RegularExpressions;

namespace TaskRelay.Worker.Scribe;

/// <summary>
/// What a prompt holds for scribe. Text between boundary lines such as <c>&lt;&lt;&lt;UNTRUSTED-1a2b …</c> is the
/// issue's, everything else who asked for the work: their script counts before the issue's.
/// </summary>
/// <param name="IssueNumber">From the line <c>Issue: #42 …</c>.</param>
/// <param name="Title">The issue's title.</param>
/// <param name="Body">The issue's text.</param>
/// <param name="Script">The script blocks of the instructions, or else of the issue; null where there are none.</param>
/// <param name="Source">Where the script stood, for the log.</param>
internal sealed partial record ScribePrompt(int? IssueNumber, string Title, string Body, string? Script, string Source)
{
    public static ScribePrompt Read(string prompt)
    {
        var lines = prompt.ReplaceLineEndings("\n").Split('\n');
        List<string> asked = [];
        List<string> issue = [];
        var (title, number) = ("", (int?)null);
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (Opening().Match(line) is { Success: true } opening)
            {
                List<string> inside = [];
                for (at++; at < lines.Length && !IsClosing(lines[at], opening.Groups["id"].Value); at++) inside.Add(lines[at]);
                var label = opening.Groups["label"].Value;
                if (!opening.Groups["kind"].Value.Contains("UNTRUSTED", StringComparison.OrdinalIgnoreCase)) asked.AddRange(inside);
                else if (label.Contains("title", StringComparison.OrdinalIgnoreCase)) title = string.Join(' ', inside).Trim();
                else issue.AddRange(inside);
            }
            else if (number is null && IssueLine().Match(line) is { Success: true } found)
            {
                number = int.Parse(found.Groups["number"].Value);
                if (title.Length == 0) title = found.Groups["title"].Value.Trim();
            }
            else
            {
                asked.Add(line);
            }
        }

        var (script, source) = Blocks(asked) is { } wanted ? (wanted, "the instructions") : (Blocks(issue), "the issue");
        // A prompt of a form that has no boundaries: all of it but its head is the text.
        var body = issue.Count > 0 ? issue : [.. asked.Where(static l => !Head().IsMatch(l))];
        return new(number, title, string.Join('\n', body), script, source);
    }

    /// <summary>The blocks in a text, one after the other; null where there are none.</summary>
    private static string? Blocks(List<string> lines)
    {
        List<string>? script = null;
        for (var at = 0; at < lines.Count; at++)
        {
            if (Fence().Match(lines[at]) is not { Success: true } fence) continue;
            script ??= [];
            var indent = fence.Groups["indent"].Length;
            for (at++; at < lines.Count && !IsFenceEnd(lines[at], fence.Groups["fence"].Value); at++)
            {
                var own = lines[at].Length - lines[at].TrimStart().Length;
                script.Add(lines[at][Math.Min(indent, own)..]);
            }
        }

        return script is null ? null : string.Join('\n', script);
    }

    private static bool IsFenceEnd(string line, string fence) =>
        line.Trim() is var trimmed && trimmed.Length >= fence.Length && trimmed.All(c => c == fence[0]);

    private static bool IsClosing(string line, string id) =>
        line.Contains(id, StringComparison.Ordinal) && Closing().IsMatch(line);

    [GeneratedRegex(@"^\s*<<<+\s*(?<kind>[A-Z_]+)[-_: ](?<id>[A-Za-z0-9]{4,})\b(?<label>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\s*(>>>|<<<)|\bEND\b|>>>\s*$", RegexOptions.None, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^\s*(Issue|Pull request):\s*#(?<number>[0-9]{1,9})(?<title>.*)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex IssueLine();

    [GeneratedRegex(@"^\s*[A-Z][A-Za-z ]{0,30}:(\s|$)", RegexOptions.None, 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?<indent>\s*)(?<fence>`{3,}|~{3,})\s*scribe\s*$", RegexOptions.None, 1000)]
    private static partial Regex Fence();
}
