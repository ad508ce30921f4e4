using System.Diagnostics;

namespace TaskRelay.Web.Security;

/// <summary>
/// Named points at which a test makes the process die as if its power had gone. Off unless TASKRELAY_SERVER_CRASH_POINT
/// names one; the point is then passed once, and the process with it.
/// </summary>
internal static class CrashPoints
{
    private static readonly string? Wanted = Environment.GetEnvironmentVariable("TASKRELAY_SERVER_CRASH_POINT");

    public static void Pass(string name)
    {
        if (Wanted == name)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
