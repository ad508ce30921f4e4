using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Attempts;

/// <summary>What stands where in the attempt's own folder, as seen from outside the cage.</summary>
internal sealed class AttemptFolders(string root)
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public string Root => root;

    /// <summary>The clean bare repository: the worker's alone, read-only in the cage.</summary>
    public string Repository { get; } = Path.Combine(root, "repo.git");

    /// <summary>Taken instead of <see cref="Repository"/> where no cage kept the agent away from that one.</summary>
    public string FreshRepository { get; } = Path.Combine(root, "fresh.git");

    /// <summary>The agent's clone.</summary>
    public string Workspace { get; } = Path.Combine(root, "workspace");

    /// <summary>The agent's home.</summary>
    public string Home { get; } = Path.Combine(root, "home");

    /// <summary>Files that the cage shows below <c>/etc</c>.</summary>
    public string Etc { get; } = Path.Combine(root, "etc");

    /// <summary>What came out of the cage.</summary>
    public string Bundle { get; } = Path.Combine(root, "work.bundle");

    /// <summary>Work that could not be pushed.</summary>
    public string Patch { get; } = Path.Combine(root, "work.patch");

    /// <summary>Makes them anew; the agent's own belong to the agent's user where this process may give them away.</summary>
    public void Create(uint agentUser, bool giveAway)
    {
        Clear();
        foreach (var folder in (string[])[Repository, Workspace, Home, Etc])
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, Open); // Whatever the umask says: the agent's user must get in.
        }
        if (!giveAway)
            return;
        NativeMethods.ChangeOwner(Workspace, agentUser);
        NativeMethods.ChangeOwner(Home, agentUser);
    }

    /// <summary>Deletes all but the patch. Links in the agent's folders are deleted, never followed.</summary>
    public void Clear()
    {
        foreach (var folder in (string[])[Repository, FreshRepository, Workspace, Home, Etc])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        File.Delete(Bundle);
    }
}
