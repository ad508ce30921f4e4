namespace TaskRelay.Web.Tasks;

/// <summary>How long an attempt is believed in without a sign of life. Workers call every 15 s, so six may be lost.</summary>
public static class AttemptLease
{
    /// <summary>An attempt that was not heard of for so long is lost.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(90);
}
