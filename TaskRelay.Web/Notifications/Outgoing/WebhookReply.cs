namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>What came of one request.</summary>
/// <param name="Status">Null where there was no answer.</param>
/// <param name="Text">The beginning of the answer, or why there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
public sealed record WebhookReply(int? Status, string? Text, long Milliseconds, TimeSpan? RetryAfter)
{
    private const int Gone = 410;

    /// <summary>The receiver took it.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>The receiver wants nothing any more.</summary>
    public bool IsGone => Status == Gone;
}
