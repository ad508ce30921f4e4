namespace TaskRelay.Worker.Cage;

/// <summary>
/// Collects arguments for <c>bwrap</c>. It would make missing parents of a target itself, but for root's eyes only, and
/// the user within could not pass through them.
/// </summary>
internal sealed class CageArguments
{
    private readonly List<string> _all = [];
    private readonly HashSet<string> _made = ["/"];

    public IReadOnlyList<string> All => _all;

    public void Option(params ReadOnlySpan<string> arguments) => _all.AddRange(arguments);

    public void ShowReadOnly(string source, string target) => Mount("--ro-bind", source, target);

    public void Share(string source, string target) => Mount("--bind", source, target);

    private void Mount(string how, string source, string target)
    {
        // What stands in a mounted folder is there already, and nothing can be made in it.
        if (target != "/usr" && target.StartsWith("/usr/", StringComparison.Ordinal))
            return;
        MakeParents(target);
        _made.Add(target);
        Option(how, source, target);
    }

    private void MakeParents(string target)
    {
        for (var at = target.IndexOf('/', 1); at > 0; at = target.IndexOf('/', at + 1))
        {
            var parent = target[..at];
            if (parent is not "/tmp" && _made.Add(parent))
                Option("--perms", "0755", "--dir", parent);
        }
    }
}
