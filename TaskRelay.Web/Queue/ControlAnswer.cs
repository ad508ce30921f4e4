namespace TaskRelay.Web.Queue;

/// <summary>What a verb came to.</summary>
/// <param name="IsDone">Whether it was carried out.</param>
/// <param name="Reply">Text for the issue; null for a reaction only.</param>
public sealed record ControlAnswer(bool IsDone, string? Reply)
{
    /// <summary>Carried out; the task's own comment tells the rest.</summary>
    public static ControlAnswer Done { get; } = new(true, null);

    /// <summary>No permission: a reaction, and no words for strangers to summon.</summary>
    public static ControlAnswer Refused { get; } = new(false, null);
}
