namespace TaskRelay.Worker.Agents;

/// <summary>
/// Says which folders a program outside <c>/usr</c> needs to run, as few as can be guessed: the folder that its link
/// stands in, and what it was installed with.
/// </summary>
internal static class InstallFolders
{
    private static readonly string[] TooMuch = ["/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/media", "/mnt", "/opt", "/proc", "/root", "/run", "/sbin", "/srv", "/sys", "/tmp", "/var"];

    public static IEnumerable<string> Of(string program)
    {
        var real = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        foreach (var path in (string[])[Narrow(program), Narrow(Root(real))])
        {
            if (!IsBelow(path, "/usr"))
                yield return path;
        }

        // A folder, unless that would show somebody's whole home; then the file alone.
        string Narrow(string path)
        {
            var folder = path == program ? Path.GetDirectoryName(program)! : path;
            return IsTooMuch(folder) ? path == program ? program : real : folder;
        }
    }

    private static string Root(string real)
    {
        var modules = real.IndexOf("/node_modules/", StringComparison.Ordinal);
        if (modules > 0)
            return real[..(modules + "/node_modules".Length)];
        var folder = Path.GetDirectoryName(real)!;
        var above = Path.GetDirectoryName(folder) ?? "/";
        return Path.GetFileName(folder) == "bin" && !IsTooMuch(above) ? above : folder;
    }

    private static bool IsTooMuch(string folder) =>
        TooMuch.Contains(folder)
        || folder == Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)
        || Path.GetDirectoryName(folder) == "/home"
        || folder.EndsWith("/.local", StringComparison.Ordinal)
        || IsBelow(AppContext.BaseDirectory, folder);

    private static bool IsBelow(string path, string folder) =>
        path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
