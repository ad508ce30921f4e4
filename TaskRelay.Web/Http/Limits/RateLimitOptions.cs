namespace TaskRelay.Web.Http.Limits;

/// <summary>The <c>RateLimits</c> section. 0 switches a limit off.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests of one person, with all their sessions and API tokens.</summary>
    public int PerUserPerMinute { get; set; } = 600;

    /// <summary>Requests from one address by nobody known; with 0, failed signatures and tokens are not counted either.</summary>
    public int PerAddressPerMinute { get; set; } = 600;
}
