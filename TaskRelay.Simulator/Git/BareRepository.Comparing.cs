using System.Globalization;

namespace TaskRelay.Simulator.Git;

internal sealed partial class BareRepository
{
    public IReadOnlyList<CommitInfo> Commits(string range, int limit = 250)
    {
        var output = Git("log", "--reverse", "--topo-order", $"--max-count={limit}",
            "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01", "--end-of-options", range, "--");
        return [.. output.Split('\u0001').Select(text => text.TrimStart('\n')).Where(text => text.Length > 0).Select(Parse)];

        static CommitInfo Parse(string text)
        {
            var parts = text.Split('\0');
            return new CommitInfo(parts[0], parts[1], parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries), parts[3], parts[4],
                DateTimeOffset.Parse(parts[5], CultureInfo.InvariantCulture), parts[6], parts[7],
                DateTimeOffset.Parse(parts[8], CultureInfo.InvariantCulture), parts[9].TrimEnd('\n'));
        }
    }

    public CommitInfo Commit(string sha) => Commits($"{sha}^!", 1) is [var commit] ? commit : throw new InvalidOperationException($"No commit {sha}.");

    /// <summary>Every commit before and including one, newest first.</summary>
    public IReadOnlyList<CommitInfo> History(string revision, int limit) => [.. Commits(revision, limit).Reverse()];

    /// <summary>The first parent; for a first commit the empty tree that stands in for it.</summary>
    public string ParentOrNothing(CommitInfo commit) =>
        commit.Parents.Count > 0 ? commit.Parents[0] : GitProcess.Run(folder, ["hash-object", "-t", "tree", "-w", "--stdin"], "").OutputOrThrow().Trim();

    public string Diff(string from, string to) => Git("diff", "--no-color", "--find-renames", "--full-index", from, to, "--");

    public string FormatPatch(string range) => Git("format-patch", "--stdout", "--end-of-options", range);

    /// <summary>The files that differ, as GitHub lists them.</summary>
    public IReadOnlyList<ChangedFile> Files(string from, string to)
    {
        var raw = Git("diff", "--raw", "--no-abbrev", "-z", "--find-renames", from, to, "--").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var counts = Counts(from, to);
        var files = new List<ChangedFile>();
        for (var i = 0; i < raw.Length;)
        {
            var fields = raw[i++].TrimStart(':').Split(' ');
            var (blob, letter) = (fields[3], fields[4][0]);
            var first = raw[i++];
            var path = letter is 'R' or 'C' ? raw[i++] : first;
            var (additions, deletions, binary) = counts.GetValueOrDefault(path);
            var status = letter switch { 'A' => "added", 'D' => "removed", 'R' => "renamed", 'C' => "copied", 'T' => "changed", _ => "modified" };
            string[] paths = path == first ? [path] : [first, path];
            files.Add(new ChangedFile(path, path == first ? null : first, status, additions, deletions, blob, binary ? null : Patch(from, to, paths)));
        }
        return files;
    }

    /// <summary>Added and removed lines of a comparison, without its text.</summary>
    public (int Additions, int Deletions, int Files) Totals(string from, string to)
    {
        var counts = Counts(from, to);
        return (counts.Values.Sum(count => count.Additions), counts.Values.Sum(count => count.Deletions), counts.Count);
    }

    private Dictionary<string, (int Additions, int Deletions, bool Binary)> Counts(string from, string to)
    {
        var fields = Git("diff", "--numstat", "-z", "--find-renames", from, to, "--").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var counts = new Dictionary<string, (int, int, bool)>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length;)
        {
            var parts = fields[i++].Split('\t');
            // A rename has an empty path here, and its two names in the next two fields.
            var path = parts[2];
            if (path.Length == 0)
            {
                path = fields[i + 1];
                i += 2;
            }
            var binary = parts[0] == "-";
            counts[path] = binary ? (0, 0, true) : (int.Parse(parts[0]), int.Parse(parts[1]), false);
        }
        return counts;
    }

    // GitHub's patch begins at the first hunk: no header lines.
    private string? Patch(string from, string to, string[] paths)
    {
        var diff = Git(["diff", "--no-color", "--find-renames", from, to, "--", .. paths]);
        var hunk = diff.StartsWith("@@", StringComparison.Ordinal) ? 0 : diff.IndexOf("\n@@", StringComparison.Ordinal) + 1;
        return hunk > 0 ? diff[hunk..].TrimEnd('\n') : null;
    }
}
