using System.Text.RegularExpressions;

namespace TaskRelay.Worker.Scribe;

/// <summary>
/// What a prompt holds for scribe. Text between two lines that carry one random mark, <c>BEGIN UNTRUSTED mark</c> (or
/// <c>TRUSTED</c>) and the same with <c>END</c>, is the issue's, or of somebody else who said something, which the line
/// tells and scribe leaves alone. Everything else is by who asked for the work: their script counts before the issue's.
/// Prompts of another form are read as far as they can be.
/// </summary>
/// <param name="IssueNumber">From the line <c>Issue: #42 …</c>.</param>
/// <param name="Title">The issue's title.</param>
/// <param name="Body">The issue's text.</param>
/// <param name="Wish">What was written after the command, where the prompt has a part for it.</param>
/// <param name="Script">The script blocks of the instructions, or else of the issue; null where there are none.</param>
/// <param name="Source">Where the script stood, for the log.</param>
internal sealed partial record ScribePrompt(int? IssueNumber, string Title, string Body, string Wish, string? Script, string Source)
{
    public static ScribePrompt Read(string prompt)
    {
        var lines = prompt.ReplaceLineEndings("\n").Split('\n');
        List<string> asked = [];
        List<string> issue = [];
        for (var at = 0; at < lines.Length; at++)
        {
            if (Opening().Match(lines[at]) is { Success: true } opening)
            {
                var into = IsIssues(opening.Groups["label"].Value) ? issue : [];
                for (at++; at < lines.Length && !IsClosing(lines[at], opening.Groups["mark"].Value); at++) into.Add(lines[at]);
            }
            else
                asked.Add(lines[at]);
        }

        // The first line of its kind: later ones are the issue's own words.
        var named = asked.Concat(issue).Select(static line => IssueLine().Match(line)).Where(static m => m.Success).ToList();
        var number = named.Count > 0 ? int.Parse(named[0].Groups["number"].Value) : (int?)null;
        var title = named.Select(static m => m.Groups["title"].Value.Trim()).FirstOrDefault(static t => t.Length > 0) ?? "";
        var (script, source) = Blocks(asked) is { } wanted ? (wanted, "the instructions") : (Blocks(issue), "the issue");
        // Without boundaries, all of the prompt but its head is the text.
        var body = issue.Count > 0 ? issue.SkipWhile(static line => Head().IsMatch(line)) : asked.Where(static line => !Head().IsMatch(line));
        var wish = issue.Count > 0 ? asked.SkipWhile(static line => !WishHeading().IsMatch(line)).Skip(1).TakeWhile(static line => !Heading().IsMatch(line)) : [];
        return new(number, title, string.Join('\n', body), string.Join('\n', wish), script, source);
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

    private static bool IsIssues(string label) => !OtherText().IsMatch(label);

    private static bool IsClosing(string line, string mark) =>
        line.Contains(mark, StringComparison.Ordinal) && Closing().IsMatch(line);

    [GeneratedRegex(@"^\s*(<<<+\s*|BEGIN )(UN)?TRUSTED[-_: ](?<mark>[A-Za-z0-9]{4,})\b(?<label>.*)$", RegexOptions.None, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\s*(comment|review|review comment|check|diff|AGENTS\.md)\b", RegexOptions.None, 1000)]
    private static partial Regex OtherText();

    [GeneratedRegex(@"^\s*(END |<<<+\s*END)|>>>\s*$", RegexOptions.None, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^\s*(Issue|Pull request)( number)?:\s*#?(?<number>[0-9]{1,9})\b(?<title>.*)$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex IssueLine();

    [GeneratedRegex(@"^\s*[A-Z][A-Za-z ]{0,30}:(\s|$)", RegexOptions.None, 1000)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(# )?Instructions\b", RegexOptions.None, 1000)]
    private static partial Regex WishHeading();

    [GeneratedRegex(@"^# ", RegexOptions.None, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<indent>\s*)(?<fence>`{3,}|~{3,})\s*scribe\s*$", RegexOptions.None, 1000)]
    private static partial Regex Fence();
}
