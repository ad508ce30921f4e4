using System.Runtime.InteropServices;

namespace TaskRelay.Worker.Processes;

/// <summary>The few calls into the C library that .NET has no words for.</summary>
internal static partial class NativeMethods
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    private const int SetChildSubreaper = 36;

    /// <summary>A negative pid means the process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUserId();

    /// <summary>Gives a folder that this process has just made, and nobody else can reach yet, to another user.</summary>
    public static void ChangeOwner(string path, uint user)
    {
        if (Chown(path, user, user) != 0)
            throw new IOException($"chown {path} failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Orphans below this process become its children instead of init's, so that a process which left its session and
    /// cleared its environment is still found below us.
    /// </summary>
    public static void AdoptOrphans() => _ = Prctl(SetChildSubreaper, 1, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nuint arg2, nuint arg3, nuint arg4, nuint arg5);
}
