namespace TaskRelay.Web.Runners.Local;

/// <summary>Finds programs as a shell would.</summary>
public static class ProgramPath
{
    /// <summary>Whether there is such a program: a path, or a name on the PATH.</summary>
    public static bool Exists(string command) =>
        command.Contains('/')
            ? File.Exists(command)
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Any(folder => File.Exists(Path.Combine(folder, command)));
}
