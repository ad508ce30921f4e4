namespace TaskRelay.Worker.Git;

/// <summary>The branches of a remote, from <c>git ls-remote --symref</c>.</summary>
internal sealed class RemoteHeads
{
    private const string Heads = "refs/heads/";
    private readonly HashSet<string> _names = [];

    /// <summary>The branch that HEAD names.</summary>
    public string? Default { get; private init; }

    public bool Has(string branch) => _names.Contains(branch);

    public static RemoteHeads Parse(string output)
    {
        string? head = null;
        List<string> names = [];
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var left, var name])
                continue;
            if (left.StartsWith($"ref: {Heads}", StringComparison.Ordinal) && name == "HEAD")
                head = left[$"ref: {Heads}".Length..];
            else if (name.StartsWith(Heads, StringComparison.Ordinal))
                names.Add(name[Heads.Length..]);
        }
        var heads = new RemoteHeads { Default = head };
        heads._names.UnionWith(names);
        return heads;
    }
}
