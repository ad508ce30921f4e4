using System.Diagnostics;

namespace TaskRelay.Benchmarks.Ingest;

/// <summary>How long this disk takes to make 4 KB durable: what a commit costs at least, and why ratios differ between machines.</summary>
internal static class FlushProbe
{
    private const int Times = 200;

    /// <summary>The median, in milliseconds.</summary>
    public static double Median(string folder)
    {
        var took = new double[Times];
        var page = new byte[4096];
        using var file = File.OpenHandle(
            Path.Combine(folder, "flush"), FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        for (var index = 0; index < Times; index++)
        {
            var start = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, page, (long)index * page.Length);
            RandomAccess.FlushToDisk(file);
            took[index] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(took);
        return took[Times / 2];
    }
}
