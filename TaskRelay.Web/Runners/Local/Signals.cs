using System.Runtime.InteropServices;

namespace TaskRelay.Web.Runners.Local;

/// <summary>kill(2). A target that is gone already is not an error.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;
    private const int Kill = 9;

    /// <summary>Asks one process to end.</summary>
    public static void Ask(int pid) => Send(pid, Terminate);

    /// <summary>Ends a process.</summary>
    public static void End(int pid) => Send(pid, Kill);

    /// <summary>Ends every process of a group.</summary>
    public static void EndGroup(int groupId) => Send(-groupId, Kill);

    private static void Send(int target, int signal)
    {
        // 0, 1 and -1 mean "my group", init and "everything": never what is meant here.
        if (Math.Abs(target) > 1)
        {
            _ = SendSignal(target, signal);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
