namespace TaskRelay.Web.Queue.Serving;

/// <summary>An account whose installations an administrator serves beside those of the configuration. Its row is the word.</summary>
public sealed class ServedAccount
{
    /// <summary>GitHub's id: whoever takes over a freed login is not served.</summary>
    public required long AccountId { get; init; }

    /// <summary>Its login then.</summary>
    public required string AccountLogin { get; set; }

    public required DateTimeOffset At { get; init; }

    public required long ById { get; init; }

    public required string ByLogin { get; init; }
}
