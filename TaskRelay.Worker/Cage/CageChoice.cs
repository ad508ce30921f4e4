using TaskRelay.Contracts;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Cage;

/// <summary>Picks the cage for a job, by the operator's wish and by what this machine can do.</summary>
internal static class CageChoice
{
    private const string Remedy =
        "Install bubblewrap on the runner (apt-get install bubblewrap) and allow user namespaces, or, knowing what is then unprotected, set Runners:Local:Sandbox to \"none\".";

    public static async Task<Outcome<ICage>> MakeAsync(WorkerJob job, AgentInstallation agent, AttemptFolders folders, CancellationToken cancellationToken)
    {
        if (job.Sandbox == "none")
            return new Uncaged(folders);
        var probe = await CageProbe.RunAsync(folders, cancellationToken);
        if (probe.Bubblewrap)
            return new BubblewrapCage(Programs.Require("bwrap"), folders, agent.Shown);
        // The built-in agent is our own program and does nothing but what the task's text says.
        if (job.Sandbox == "auto" && agent.IsBuiltIn)
            return new Uncaged(folders);
        return new AttemptFailure(ErrorCodes.SandboxUnavailable, $"No cage could be built around the agent. {probe.Reason} {Remedy}");
    }
}
