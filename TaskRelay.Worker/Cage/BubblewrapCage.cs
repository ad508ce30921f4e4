using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Cage;

/// <summary>
/// bubblewrap: user 1000, the system read-only, own <c>/tmp</c>, <c>/proc</c> and home, the workspace writable, nothing
/// else there. Ends with the worker, and takes everything within along.
/// </summary>
/// <param name="bubblewrap">Path of <c>bwrap</c>.</param>
/// <param name="folders">The attempt's folders.</param>
/// <param name="shown">More paths to show read-only, each at its own path or at another.</param>
internal sealed class BubblewrapCage(string bubblewrap, AttemptFolders folders, IReadOnlyList<ShownPath> shown) : ICage
{
    /// <summary>The user within.</summary>
    public const uint User = 1000;

    private static readonly string[] System = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

    private static readonly string[] Etc =
    [
        "alternatives", "ca-certificates", "ca-certificates.conf", "crypto-policies", "fonts", "gai.conf", "host.conf", "hosts",
        "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types", "nsswitch.conf", "perl", "pki", "protocols",
        "python3", "resolv.conf", "services", "ssl", "timezone",
    ];

    /// <summary>Whether the worker may become another user itself; otherwise a user namespace does it.</summary>
    public static bool RunsAsRoot => NativeMethods.EffectiveUserId() == 0;

    public string Description => "bubblewrap";

    public bool Protects => true;

    public string Workspace => "/workspace";

    public string Repository => "/repo.git";

    public string Home => "/home/agent";

    public ProcessSpec Enter(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, bool network)
    {
        var mounts = new CageArguments();
        mounts.Option(RunsAsRoot
            ? ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
            : ["--unshare-user", "--uid", $"{User}", "--gid", $"{User}", "--cap-drop", "ALL"]);
        mounts.Option("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session", "--hostname", "taskrelay");
        if (!network)
            mounts.Option("--unshare-net");
        mounts.ShowReadOnly("/usr", "/usr");
        foreach (var path in System.Where(Path.Exists))
        {
            if (new DirectoryInfo(path).LinkTarget is { } target)
                mounts.Option("--symlink", target, path);
            else
                mounts.ShowReadOnly(path, path);
        }
        ShowEtc(mounts);
        mounts.Option("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/dev/shm", "--perms", "1777", "--tmpfs", "/tmp");
        // After /tmp, below which some of them may stand.
        foreach (var path in shown)
            mounts.ShowReadOnly(path.Source, path.Target);
        mounts.ShowReadOnly(folders.Repository, Repository);
        mounts.Share(folders.Home, Home);
        mounts.Share(folders.Workspace, Workspace);
        mounts.Option("--remount-ro", "/", "--chdir", Workspace, "--");
        if (RunsAsRoot)
            mounts.Option("/usr/bin/setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups", "--inh-caps=-all", "--no-new-privs", "--");
        // The environment is handed on as it is, and not by --setenv: arguments can be read by every user of the machine.
        return new ProcessSpec(bubblewrap, [.. mounts.All, program, .. arguments], environment, folders.Root);
    }

    /// <summary>Writes the files that take the place of the machine's own in <c>/etc</c>.</summary>
    public void WriteEtc()
    {
        File.WriteAllText(Path.Combine(folders.Etc, "passwd"), $"root:x:0:0:root:/nonexistent:/usr/sbin/nologin\nagent:x:{User}:{User}:agent:{Home}:/bin/sh\n");
        File.WriteAllText(Path.Combine(folders.Etc, "group"), $"root:x:0:\nagent:x:{User}:\n");
        // The clean repository belongs to the worker's user, which git would take for a trap.
        File.WriteAllText(Path.Combine(folders.Etc, "gitconfig"), "[safe]\n\tdirectory = *\n");
    }

    private void ShowEtc(CageArguments mounts)
    {
        foreach (var name in Etc)
        {
            var path = Path.Combine("/etc", name);
            // What a link points to (resolv.conf often points to /run) is what is to be seen.
            if (Path.Exists(path))
                mounts.ShowReadOnly(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, path);
        }
        foreach (var own in (string[])["passwd", "group", "gitconfig"])
            mounts.ShowReadOnly(Path.Combine(folders.Etc, own), $"/etc/{own}");
    }
}
