using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Cage;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Agents;

/// <summary>Where the agent's program is, and what must be seen of the machine for it to run.</summary>
/// <param name="IsBuiltIn">It is this program itself.</param>
/// <param name="Program">What to start, outside and within.</param>
/// <param name="LeadingArguments">Those before the job's.</param>
/// <param name="Shown">What the cage must show.</param>
/// <param name="SearchPath">Folders that go first on the agent's PATH.</param>
internal sealed record AgentInstallation(
    bool IsBuiltIn,
    string Program,
    IReadOnlyList<string> LeadingArguments,
    IReadOnlyList<ShownPath> Shown,
    IReadOnlyList<string> SearchPath)
{
    private const string BuiltIn = "{worker}";

    /// <summary>Looks for the job's program on this machine.</summary>
    public static Outcome<AgentInstallation> Find(JobAgent agent)
    {
        if (agent.Command is not [var name, ..])
            return new AttemptFailure(ErrorCodes.AgentUnavailable, $"The agent {agent.Name} has no command.");
        if (name == BuiltIn)
            return FindWorker();
        if (Programs.Find(name) is not { } program)
            return new AttemptFailure(ErrorCodes.AgentUnavailable, $"The agent's command \"{name}\" is not installed on the runner, or not on its PATH.");

        List<string> programs = [program];
        // Scripts that begin with "env node" find theirs beside them or elsewhere.
        if (Interpreter(program) is { } interpreter)
            programs.Add(interpreter);
        return new AgentInstallation(
            IsBuiltIn: false,
            program,
            [],
            [.. programs.SelectMany(InstallFolders.Of).Distinct().Select(path => new ShownPath(path))],
            [.. programs.Select(path => Path.GetDirectoryName(path)!).Distinct()]);
    }

    private static AgentInstallation FindWorker()
    {
        var folder = AppContext.BaseDirectory.TrimEnd('/');
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        // Published with the runtime in it, there is no dotnet to run it with.
        if (runtime == folder)
            return new AgentInstallation(true, Environment.ProcessPath!, [], [new ShownPath(folder)], []);
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.0
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        return new AgentInstallation(
            IsBuiltIn: true,
            Path.Combine(dotnet, "dotnet"),
            [Path.Combine(folder, "TaskRelay.Worker.dll")],
            [.. WorkerFiles(folder).Select(path => new ShownPath(path)), new ShownPath(dotnet)],
            []);
    }

    /// <summary>The program's own files by name and not their folder, in which a server's settings or data might stand.</summary>
    private static IEnumerable<string> WorkerFiles(string folder) =>
        ((string[])["TaskRelay.Worker.dll", "TaskRelay.Worker.runtimeconfig.json", "TaskRelay.Worker.deps.json", "TaskRelay.Contracts.dll"])
            .Select(name => Path.Combine(folder, name))
            .Where(File.Exists);

    private static string? Interpreter(string script)
    {
        using var file = new StreamReader(script);
        var buffer = new char[256];
        var line = new string(buffer, 0, file.ReadBlock(buffer)).Split('\n')[0];
        if (!line.StartsWith("#!", StringComparison.Ordinal))
            return null;
        var words = line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var name = words is [var env, .. var rest] && Path.GetFileName(env) == "env"
            ? rest.FirstOrDefault(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal))
            : words.FirstOrDefault();
        return name is null ? null : Programs.Find(name);
    }
}
