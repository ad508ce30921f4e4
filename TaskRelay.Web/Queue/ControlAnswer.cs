namespace TaskRelay.Web.Queue;

/// <summary>What a verb came to.</summary>
/// <param name="IsDone">Whether it was carried out.</param>
/// <param name="Reply">Text for the issue; null for a reaction only.</param>
/// <param name="IsRefused">Its writer may not give it: told in words once for each person and issue.</param>
public sealed record ControlAnswer(bool IsDone, string? Reply, bool IsRefused = false)
{
    /// <summary>Carried out; the task's own comment tells the rest.</summary>
    public static ControlAnswer Done { get; } = new(true, null);

    /// <summary>No permission.</summary>
    public static ControlAnswer Refused(string login) =>
        new(false, $"`{login}` has no write permission here, which this command needs. Somebody who has may give it.", IsRefused: true);
}
