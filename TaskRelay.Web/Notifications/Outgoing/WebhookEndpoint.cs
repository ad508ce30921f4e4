namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>An address that is told of ended tasks: of one person's, or of everybody's.</summary>
public sealed class WebhookEndpoint
{
    public required Guid Id { get; init; }

    /// <summary>Whose tasks it is told of, and who may see it. Null: all tasks, and administrators.</summary>
    public long? UserId { get; init; }

    public required string Name { get; set; }

    public required string Url { get; set; }

    /// <summary>Of <see cref="OutgoingEvents"/>, with a space between.</summary>
    public required string Events { get; set; }

    public required bool Enabled { get; set; }

    /// <summary>Why TaskRelay itself switched it off; null while it is on, and where a person did.</summary>
    public string? DisabledReason { get; set; }

    /// <summary>Goes up with each change that a person makes.</summary>
    public required int Version { get; set; }

    public required byte[] Sealed { get; set; }

    /// <summary>The secret before the last rotation; it signs too until <see cref="PreviousUntil"/>.</summary>
    public byte[]? PreviousSealed { get; set; }

    public DateTimeOffset? PreviousUntil { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing came through since then; null while all does.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}
