using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>A person's settings for one agent.</summary>
public sealed class UserAgent
{
    public required long UserId { get; init; }

    /// <summary>Canonical name.</summary>
    public required string Agent { get; init; }

    public required bool Enabled { get; set; }

    /// <summary>Used where the command names none.</summary>
    public string? Model { get; set; }

    /// <summary>Used where the command names none.</summary>
    public required TaskPriority Priority { get; set; }

    /// <summary>Standing instructions: they go into each prompt, before those of the command.</summary>
    public string? Instructions { get; set; }
}
