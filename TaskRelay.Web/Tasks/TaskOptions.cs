namespace TaskRelay.Web.Tasks;

/// <summary>The <c>Tasks</c> section.</summary>
public sealed class TaskOptions
{
    public const string Section = "Tasks";

    /// <summary>Minutes that the agent may work.</summary>
    public int TimeoutMinutes { get; set; } = 60;

    /// <summary>Automatic and manual attempts together.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>Seconds instead of minutes, for tests and demonstrations; 0 leaves it to <see cref="TimeoutMinutes"/>.</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>How long the agent may work.</summary>
    public TimeSpan Timeout => TimeoutSeconds > 0 ? TimeSpan.FromSeconds(TimeoutSeconds) : TimeSpan.FromMinutes(TimeoutMinutes);
}
