namespace TaskRelay.Web.Queue.Pausing;

/// <summary>What may stand as the reason of a pause: everybody whose task waits reads it, on GitHub too.</summary>
public static class PauseReason
{
    /// <summary>Letters at most.</summary>
    public const int MaxLength = 200;

    /// <summary>The reason as it is kept; null when none was given.</summary>
    public static string? Read(string? text) => text?.Trim() is { Length: > 0 } reason ? reason : null;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Problem(string? text) => Read(text) is { } reason && (reason.Length > MaxLength || reason.Any(char.IsControl))
        ? $"Must be one line of at most {MaxLength} characters."
        : null;
}
