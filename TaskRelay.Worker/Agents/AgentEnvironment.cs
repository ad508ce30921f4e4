using TaskRelay.Contracts;
using TaskRelay.Worker.Cage;

namespace TaskRelay.Worker.Agents;

/// <summary>All of the agent's environment: what the job gives it, and what any program expects.</summary>
internal static class AgentEnvironment
{
    public static Dictionary<string, string> Build(JobAgent agent, AgentInstallation installation, ICage cage, string ceiling)
    {
        var system = cage.Protects
            ? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            : Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        var environment = new Dictionary<string, string>(agent.Environment)
        {
            ["PATH"] = string.Join(':', [.. installation.SearchPath, system]),
            ["HOME"] = cage.Home,
            ["LANG"] = "C.UTF-8",
            ["TERM"] = "dumb",
            ["CI"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
        };
        // An agent that deletes its .git must not end up in a repository that the work folder happens to stand in.
        if (!cage.Protects)
            environment["GIT_CEILING_DIRECTORIES"] = ceiling;
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.Marker) is { } marker)
            environment[WorkerEnvironment.Marker] = marker;
        return environment;
    }
}
