using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Git;

internal sealed partial class BareRepository
{
    /// <summary>The tree that a merge would have; null when it conflicts.</summary>
    public string? MergedTree(string first, string second)
    {
        var result = GitProcess.Run(folder, ["merge-tree", "--write-tree", "--no-messages", first, second]);
        return result.ExitCode switch
        {
            0 => result.Output.Trim(),
            1 => null,
            _ => throw new InvalidOperationException($"git merge-tree ended with {result.ExitCode}: {result.Error}"),
        };
    }

    public string CommitTree(string tree, IEnumerable<string> parents, string message, SimulatedUser author, DateTimeOffset at)
    {
        var when = $"{at.ToUnixTimeSeconds()} +0000";
        return GitProcess.Run(folder, ["commit-tree", tree, .. parents.SelectMany(parent => new[] { "-p", parent })], message, new Dictionary<string, string>
        {
            ["GIT_AUTHOR_NAME"] = author.Name,
            ["GIT_AUTHOR_EMAIL"] = author.Email,
            ["GIT_AUTHOR_DATE"] = when,
            ["GIT_COMMITTER_NAME"] = "GitHub",
            ["GIT_COMMITTER_EMAIL"] = "noreply@github.com",
            ["GIT_COMMITTER_DATE"] = when,
        }).OutputOrThrow().Trim();
    }

    /// <summary>Moves a branch only if it still stands where the caller saw it.</summary>
    public bool TryMoveBranch(string branch, string sha, string expected) =>
        GitProcess.Run(folder, ["update-ref", $"refs/heads/{branch}", sha, expected]).Succeeded;

    /// <summary>What stands at a path: a file, the entries of a folder, or null.</summary>
    public (TreeEntry? File, IReadOnlyList<TreeEntry>? Entries) Contents(string sha, string path)
    {
        var clean = path.Trim('/');
        if (clean.Length > 0)
        {
            if (List(sha, clean) is not [var entry])
                return (null, null);
            if (entry.Type == "blob")
                return (entry, null);
        }
        return (null, List(sha, clean.Length == 0 ? "" : clean + "/"));
    }

    /// <summary>Every file of a commit.</summary>
    public IReadOnlyList<TreeEntry> Tree(string sha) => List(sha, "", "-r");

    private List<TreeEntry> List(string sha, string path, params string[] options)
    {
        string[] paths = path.Length == 0 ? [] : [path];
        return [.. Git(["ls-tree", "--long", "-z", .. options, sha, "--", .. paths]).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var fields = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var name = line[(tab + 1)..];
            return new TreeEntry(System.IO.Path.GetFileName(name), name, fields[1], fields[2], long.TryParse(fields[3], out var size) ? size : 0);
        })];
    }

    public byte[] Blob(string sha)
    {
        using var process = System.Diagnostics.Process.Start(GitProcess.Describe(folder, "cat-file", "blob", sha))!;
        process.StandardInput.Close();
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return bytes.ToArray();
    }
}
