namespace TaskRelay.Worker.Git;

/// <summary>A file that the agent finds as it is on the base branch, or not at all where that has none.</summary>
/// <param name="Path">Below the top.</param>
/// <param name="Base">What the base has there.</param>
/// <param name="Start">What the work branch has there.</param>
internal sealed record RestoredPath(string Path, TreeFile? Base, TreeFile? Start);

/// <summary>A file in a tree.</summary>
/// <param name="Mode">Such as <c>100644</c>.</param>
/// <param name="Id">Of its content.</param>
internal sealed record TreeFile(string Mode, string Id)
{
    private const string GitLink = "160000";

    /// <summary>From a raw line's two fields; null where there is nothing, or another repository.</summary>
    public static TreeFile? Of(string mode, string id) => mode is "000000" or GitLink ? null : new TreeFile(mode, id);
}

/// <summary>Two commits' different files, from <c>git diff-tree -r --raw -z --no-renames</c>.</summary>
internal static class TreeDifference
{
    public static IReadOnlyList<RestoredPath> Parse(string output)
    {
        List<RestoredPath> all = [];
        var fields = output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        // ":100644 100644 ID ID M", "path", and so on.
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (fields[i].Split(' ') is [var from, var to, var fromId, var toId, _])
                all.Add(new RestoredPath(fields[i + 1], TreeFile.Of(from[1..], fromId), TreeFile.Of(to, toId)));
        }
        return all;
    }
}
