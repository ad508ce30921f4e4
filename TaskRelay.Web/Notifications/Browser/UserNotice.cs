namespace TaskRelay.Web.Notifications.Browser;

/// <summary>Whether somebody wants to be told by their browser when a task of theirs ends. Without a row they never said so.</summary>
public sealed class UserNotice
{
    public required long UserId { get; init; }

    public required bool Browser { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
