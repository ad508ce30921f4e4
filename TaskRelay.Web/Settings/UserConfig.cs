namespace TaskRelay.Web.Settings;

/// <summary>A person's settings. What is null they never chose: the instance's value holds, as it is at that moment.</summary>
public sealed class UserConfig
{
    public required long UserId { get; init; }

    /// <summary>Goes up with each change; who changes names the one that they read.</summary>
    public required int Version { get; set; }

    public string? DefaultAgent { get; set; }

    public string? Runner { get; set; }

    public string? FlyAppName { get; set; }

    public string? FlyRegion { get; set; }

    public int? FlyCpus { get; set; }

    public int? FlyMemoryMb { get; set; }

    /// <summary>Only <see cref="Repositories"/> are worked on for this person; else all that they may push to.</summary>
    public bool SelectedRepositoriesOnly { get; set; }

    /// <summary>Full names, as a JSON list.</summary>
    public string Repositories { get; set; } = "[]";

    public int? MaxAttempts { get; set; }

    public int? TaskTimeoutMinutes { get; set; }

    public int? MaxConcurrentTasks { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
