using System.Diagnostics;
using System.Text;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>Looks at the machine's processes as an outsider does.</summary>
public static class Processes
{
    /// <summary>Processes whose environment holds the text.</summary>
    public static IReadOnlyList<int> WithEnvironment(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || pid == Environment.ProcessId)
            {
                continue;
            }

            try
            {
                if (File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(wanted) >= 0)
                {
                    found.Add(pid);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return found;
    }

    /// <summary>Ends whatever works in that folder.</summary>
    public static void KillWithin(string folder)
    {
        foreach (var pid in WithEnvironment($"TASKRELAY_WORKDIR={folder}"))
        {
            Kill(pid);
        }
    }

    /// <summary>SIGKILL.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended first.
        }
    }
}
