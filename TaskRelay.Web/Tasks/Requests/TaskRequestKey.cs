namespace TaskRelay.Web.Tasks.Requests;

/// <summary>A wish under a key of the caller's making: made again, it is the same wish. The key with the user is unique, and that decides.</summary>
public sealed class TaskRequestKey
{
    public required long UserId { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of the wish's values, for telling another wish under the same key apart.</summary>
    public required byte[] Fingerprint { get; set; }

    public required Guid TaskId { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }
}
