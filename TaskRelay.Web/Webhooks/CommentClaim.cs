namespace TaskRelay.Web.Webhooks;

/// <summary>One comment acts once, however many deliveries carry it: the key decides.</summary>
public sealed class CommentClaim
{
    public required long RepositoryId { get; init; }

    public required long CommentId { get; init; }

    public required Guid DeliveryId { get; init; }

    public Guid? TaskId { get; set; }
}
