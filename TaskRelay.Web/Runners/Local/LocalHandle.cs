using System.Globalization;

namespace TaskRelay.Web.Runners.Local;

/// <summary>A process by number and start time: numbers are used again.</summary>
internal sealed record LocalHandle(int Pid, long Start)
{
    public bool IsAlive => ProcessTable.StartOf(Pid) == Start;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static LocalHandle? Parse(string? text)
    {
        var parts = (text ?? "").Split(':');
        return parts.Length == 2
            && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var pid)
            && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start)
            ? new LocalHandle(pid, start)
            : null;
    }

    /// <summary>The process of that number as it is now.</summary>
    public static LocalHandle? Of(int pid) => ProcessTable.StartOf(pid) is { } start ? new LocalHandle(pid, start) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}:{Start}");
}
