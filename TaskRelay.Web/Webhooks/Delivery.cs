namespace TaskRelay.Web.Webhooks;

/// <summary>A webhook as it came, and what was decided about it. Never holds a header that is not on the allow-list.</summary>
public sealed class Delivery
{
    /// <summary>GitHub's delivery id, or one made of a comment that was read; the key that decides duplicates.</summary>
    public required Guid Id { get; init; }

    public required string Event { get; init; }

    public string? Action { get; init; }

    public DeliverySource Source { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public long? InstallationId { get; init; }

    public long? RepositoryId { get; init; }

    public string? RepositoryFullName { get; init; }

    public int? IssueNumber { get; init; }

    public long? CommentId { get; init; }

    public long? SenderId { get; init; }

    public required DeliveryOutcome Outcome { get; set; }

    public string? Reason { get; set; }

    public Guid? TaskId { get; set; }

    /// <summary>Raw bytes; null for ignored deliveries, and once they are past their time.</summary>
    public byte[]? Body { get; set; }
}
