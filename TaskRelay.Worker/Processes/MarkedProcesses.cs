using System.Globalization;
using System.Text;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Processes;

/// <summary>
/// Everything that an attempt left running, found by its marker in <c>/proc/PID/environ</c> or by standing below this
/// process: a process may leave its group and its session, and even clear its environment, but not both of these nets.
/// This process and those that it was started by are never touched.
/// </summary>
/// <param name="marker">Value of <see cref="WorkerEnvironment.Marker"/>.</param>
/// <param name="below">Whether this process's own children count, marked or not.</param>
internal sealed class MarkedProcesses(string marker, bool below = true)
{
    private readonly byte[] _entry = Encoding.UTF8.GetBytes($"{WorkerEnvironment.Marker}={marker}");

    /// <summary>Pids that run now; a process that has ended but was not yet waited for does not count.</summary>
    public IReadOnlyList<int> Find()
    {
        var table = ReadTable();
        var kept = Line(Environment.ProcessId, table);
        return [.. table.Keys.Where(pid => !kept.Contains(pid) && ((below && IsBelow(pid, table)) || CarriesMarker(pid)))];
    }

    /// <summary>
    /// Asks to end. The cage's own two processes are left out, since they would die at once and take those who are still
    /// ending with them.
    /// </summary>
    public void AskToEnd()
    {
        foreach (var pid in Find().Where(pid => !IsCage(pid)))
            _ = NativeMethods.Kill(pid, NativeMethods.SigTerm);
    }

    /// <summary>Kills until none is left; a process that forks while it is looked for is found in the next round.</summary>
    /// <returns>False when some could not be killed within five seconds.</returns>
    public async Task<bool> KillAllAsync(CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (Find() is { Count: > 0 } found)
        {
            foreach (var pid in found)
                _ = NativeMethods.Kill(pid, NativeMethods.SigKill);
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(5))
                return false;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
        return true;
    }

    private static bool IsBelow(int pid, Dictionary<int, int> table)
    {
        for (var at = pid; table.TryGetValue(at, out var parent); at = parent)
        {
            if (parent == Environment.ProcessId)
                return true;
        }
        return false;
    }

    private static HashSet<int> Line(int pid, Dictionary<int, int> table)
    {
        var line = new HashSet<int> { pid };
        for (var at = pid; table.TryGetValue(at, out var parent) && line.Add(parent);)
            at = parent;
        return line;
    }

    private bool CarriesMarker(int pid)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{pid}/environ").AsSpan();
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(_entry))
                    return true;
            }
            return false;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or is another user's.
        }
    }

    private static bool IsCage(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd() == "bwrap";
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Pid and parent of all that run.</summary>
    private static Dictionary<int, int> ReadTable()
    {
        var table = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
                continue;
            try
            {
                // pid (name) state ppid …; the name may contain anything, a closing parenthesis too.
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ', 3);
                if (rest[0] is not ("Z" or "X"))
                    table[pid] = int.Parse(rest[1], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // Ended between the listing and the reading.
            }
        }
        return table;
    }
}
