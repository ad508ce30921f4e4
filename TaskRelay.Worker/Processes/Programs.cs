namespace TaskRelay.Worker.Processes;

/// <summary>
/// Finds programs on this process's PATH. <see cref="System.Diagnostics.Process"/> would look beside the executable and
/// in the working directory first, where a program of the wrong origin could wait.
/// </summary>
internal static class Programs
{
    /// <summary>The absolute path, links not resolved, or null.</summary>
    public static string? Find(string name)
    {
        if (Path.IsPathRooted(name))
            return IsExecutable(name) ? name : null;
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
            return null;
        return SearchPath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(IsExecutable);
    }

    /// <summary>The same for a program without which nothing works.</summary>
    public static string Require(string name) =>
        Find(name) ?? throw new FileNotFoundException($"{name} is not installed on this machine, or not on the PATH.");

    private static IEnumerable<string> SearchPath =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"])
            .Where(Path.IsPathRooted);

    private static bool IsExecutable(string path) =>
        File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
