using System.Diagnostics;

namespace TaskRelay.Web.Components.Live;

/// <summary>The id by which what a person was told is found in the log.</summary>
public static class FailureTrace
{
    /// <summary>Of the work that is under way; a new one where nothing traces it.</summary>
    public static string Current() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
}
