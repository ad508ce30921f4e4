using System.Text;
using TaskRelay.Contracts;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// What an attempt's log may still hold. Output ends with one line that says so; phases and the worker's own words have
/// room beyond that, so that the end of an attempt can always be read.
/// </summary>
/// <param name="budget">Bytes of output that the worker was told of.</param>
/// <param name="used">Bytes that are stored.</param>
/// <param name="dropped">Lines that were not stored.</param>
public sealed class LogRoom(long budget, long used, int dropped)
{
    /// <summary>What a line costs beside its text, so that empty ones are bounded too.</summary>
    public const int LineCost = 64;

    /// <summary>The worker cuts by itself, counts what redaction has not lengthened yet, and says that it did.</summary>
    private const int Slack = 64 * 1024;

    private const int Reserve = 256 * 1024;

    /// <summary>Bytes that are stored.</summary>
    public long Used { get; private set; } = used;

    /// <summary>Lines that were not stored.</summary>
    public int Dropped { get; private set; } = dropped;

    /// <summary>Bytes that a line takes.</summary>
    public static int SizeOf(string text) => Encoding.UTF8.GetByteCount(text) + LineCost;

    /// <summary>The lines that there is room for, in order, and where output ends the line that says so.</summary>
    public IReadOnlyList<TaskLine> Fit(IReadOnlyList<TaskLine> lines)
    {
        var kept = new List<TaskLine>(lines.Count);
        foreach (var line in lines)
        {
            var size = SizeOf(line.Text);
            var isOutput = line.Kind == TaskEventKind.Log && line.Stream != WorkerStreams.Worker;
            if (!(isOutput && Dropped > 0) && Used + size <= budget + (isOutput ? Slack : Reserve))
            {
                kept.Add(line);
                Used += size;
                continue;
            }

            if (isOutput && Dropped == 0)
            {
                // It has the number of the first line that is missing, so that a repeated batch says it once.
                kept.Add(line with { Stream = WorkerStreams.Worker, Text = "The log of this task is full; the rest of the output is not kept." });
            }

            Dropped += isOutput ? 1 : 0;
        }

        return kept;
    }
}
