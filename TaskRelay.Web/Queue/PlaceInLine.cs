namespace TaskRelay.Web.Queue;

/// <summary>
/// A place in line as it is shown: exact for the first ten, then in steps. Each start moves everybody up by one, and a
/// line of a thousand must not mean a thousand writes and edited comments each time.
/// </summary>
public static class PlaceInLine
{
    private const int Exact = 10;

    private static readonly int[] Steps = [20, 50, 100, 200, 500, 1000];

    /// <summary>The sentence for a place, from 1.</summary>
    public static string Words(int place)
    {
        if (place <= Exact)
        {
            return $"Place {place} in line.";
        }

        var step = Array.FindIndex(Steps, end => place <= end);
        return step < 0 ? $"Behind the first {Steps[^1]} in line." : $"Among the first {Steps[step]} in line.";
    }
}
