using System.Globalization;
using System.Text;

namespace TaskRelay.Web.Runners.Local;

/// <summary>Reads Linux's process table. A process may vanish between any two looks; that reads as absent.</summary>
internal static class ProcessTable
{
    /// <summary>When the process started, in ticks since boot; null when it is gone or only waits to be reaped.</summary>
    public static long? StartOf(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        if (stat is null)
        {
            return null;
        }

        // The name in parentheses may hold anything, so count from its end: state is field 3, start time field 22.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    /// <summary>Processes whose environment has the variable with that value, ours excepted.</summary>
    public static IReadOnlyList<int> WithVariable(string name, string value)
    {
        var wanted = Encoding.UTF8.GetBytes($"{name}={value}\0");
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId
                && HasVariable(pid, wanted))
            {
                found.Add(pid);
            }
        }

        return found;
    }

    /// <summary>Whether its environment has a variable of that name, with whatever value.</summary>
    public static bool HasVariable(int pid, string name) => HasVariable(pid, Encoding.UTF8.GetBytes($"{name}="));

    private static bool HasVariable(int pid, byte[] wanted)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{pid}/environ").AsSpan();
            return (environment.StartsWith(wanted) || environment.IndexOf((byte[])[0, .. wanted]) > 0) && StartOf(pid) is not null;
        }
        catch (Exception exception) when (IsVanished(exception))
        {
            return false;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (IsVanished(exception))
        {
            return null;
        }
    }

    /// <summary>Gone, going (ESRCH comes as IOException), or another user's.</summary>
    private static bool IsVanished(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
