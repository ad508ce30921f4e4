namespace TaskRelay.Worker.Attempts;

/// <summary>Values of a report's <c>status</c>.</summary>
internal static class ReportStatus
{
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string TimedOut = "timed_out";
    public const string Stopped = "stopped";
}
