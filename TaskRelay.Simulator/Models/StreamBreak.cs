namespace TaskRelay.Simulator.Models;

/// <summary>What becomes of an answer on its way.</summary>
public enum StreamBreak
{
    /// <summary>It arrives.</summary>
    None,

    /// <summary>An event in the middle is half of its JSON; then the stream ends as if all were well.</summary>
    Malformed,

    /// <summary>The connection is cut in the middle.</summary>
    Cut,
}
