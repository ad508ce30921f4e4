using System.Globalization;

namespace TaskRelay.Worker.Git;

/// <summary>How much was changed.</summary>
internal sealed record ChangeSize(int Commits, int Files, long Added, long Removed)
{
    /// <param name="commits">Of <c>rev-list --count</c>.</param>
    /// <param name="numstat">Of <c>diff --numstat -z --no-renames</c>; binary files have dashes for lines.</param>
    public static ChangeSize Parse(string commits, string numstat)
    {
        var files = numstat.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        long added = 0, removed = 0;
        foreach (var file in files)
        {
            var fields = file.Split('\t', 3);
            added += long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var plus) ? plus : 0;
            removed += fields.Length > 1 && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minus) ? minus : 0;
        }
        return new ChangeSize(int.Parse(commits.Trim(), CultureInfo.InvariantCulture), files.Length, added, removed);
    }

    public override string ToString() =>
        $"{Count(Commits, "commit")}, {Count(Files, "file")} changed, +{Added} −{Removed} lines";

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
