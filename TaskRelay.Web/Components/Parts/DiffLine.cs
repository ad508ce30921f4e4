using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Components.Parts;

/// <summary>A line of a unified diff.</summary>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>same</c> or <c>hunk</c>.</param>
/// <param name="Old">Its number before; null for added lines.</param>
/// <param name="New">Its number after; null for removed lines.</param>
/// <param name="Text">What stands there, without the sign.</param>
public sealed partial record DiffLine(string Kind, int? Old, int? New, string Text)
{
    /// <summary>The sign that says the same as the colour.</summary>
    public string Sign => Kind switch { "added" => "+", "removed" => "−", _ => "" };

    /// <summary>The lines of a patch as GitHub gives it: hunks, without the head.</summary>
    public static IEnumerable<DiffLine> Of(string patch)
    {
        var (old, now) = (0, 0);
        foreach (var line in patch.Split('\n'))
        {
            if (Hunk().Match(line) is { Success: true } hunk)
            {
                old = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture);
                now = int.Parse(hunk.Groups[2].Value, CultureInfo.InvariantCulture);
                yield return new DiffLine("hunk", null, null, SafeText.Of(line));
                continue;
            }

            // A mark of the format, not a line of the file.
            if (line.StartsWith('\\'))
            {
                yield return new DiffLine("hunk", null, null, SafeText.Of(line[1..].Trim()));
                continue;
            }

            var text = line.Length == 0 ? "" : SafeText.Of(line[1..]);
            yield return line is ['+', ..] ? new DiffLine("added", null, now++, text)
                : line is ['-', ..] ? new DiffLine("removed", old++, null, text)
                : new DiffLine("same", old++, now++, text);
        }
    }

    [GeneratedRegex(@"^@@ -(\d{1,9})(?:,\d+)? \+(\d{1,9})(?:,\d+)? @@")]
    private static partial Regex Hunk();
}
