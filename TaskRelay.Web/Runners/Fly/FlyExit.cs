using TaskRelay.Web.Runners.Fly.Wire;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>Words for how a Machine ended without a report.</summary>
internal static class FlyExit
{
    private const int KilledCode = 137;

    public static string Words(FlyMachine machine)
    {
        // The newest event comes first; which of several exits is told matters little, since none is started again.
        var exit = machine.Events?.Select(happened => happened.Request?.Exit).FirstOrDefault(found => found is not null);
        return exit switch
        {
            { OomKilled: true } =>
                $"The Machine ran out of memory and was ended (exit code {exit.ExitCode}). Give it more: Fly:MemoryMb, or the memory in the settings of Fly.",
            { RequestedStop: true } => $"The Machine was stopped from outside (exit code {exit.ExitCode}).",
            { ExitCode: KilledCode } => $"The worker was killed (exit code {KilledCode}) without a report.",
            { } => $"The worker ended with exit code {exit.ExitCode} without a report.",
            null when machine.State is "failed" or "launch_failed" =>
                $"The Machine could not start{LastStatus(machine)}. Check that Fly:WorkerImage can be pulled.",
            null => $"The Machine is {machine.State} without a report.",
        };
    }

    private static string LastStatus(FlyMachine machine) =>
        machine.Events is [{ Status: { Length: > 0 and < 100 } status }, ..] ? $" ({status})" : "";
}
