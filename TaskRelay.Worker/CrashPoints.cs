using TaskRelay.Contracts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker;

/// <summary>Places at which a test may have the worker killed as if the machine had taken it: nothing is cleaned up.</summary>
internal static class CrashPoints
{
    public const string AfterClaim = "after_claim";
    public const string AfterClone = "after_clone";
    public const string AfterAgent = "after_agent";
    public const string AfterPush = "after_push";
    public const string AfterPullRequest = "after_pull_request";

    /// <summary>The claimed attempt: <c>after_push@1</c> kills the first one only, so that a test sees the second succeed.</summary>
    public static int Attempt { get; set; }

    public static void Pass(string name)
    {
        var wanted = Environment.GetEnvironmentVariable(WorkerEnvironment.CrashPoint);
        if (wanted != name && wanted != $"{name}@{Attempt}")
            return;
        _ = NativeMethods.Kill(Environment.ProcessId, NativeMethods.SigKill);
        Thread.Sleep(Timeout.Infinite); // Not one step further until the signal is here.
    }
}
