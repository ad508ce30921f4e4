namespace TaskRelay.Web.Ingest;

/// <summary>A webhook that GitHub has not got rid of: its tries so far, as GitHub's list tells them.</summary>
public sealed record FailedDelivery(Guid Guid, long NewestId, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Tries)
{
    /// <summary>Tries altogether, the first one included.</summary>
    public const int MostTries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(5);

    /// <summary>The same with one more try, whichever came first.</summary>
    public FailedDelivery With(long id, DateTimeOffset at) => new(
        Guid, at > LastAt ? id : NewestId, at < FirstAt ? at : FirstAt, at > LastAt ? at : LastAt, Tries + 1);

    /// <summary>When it is asked for again: the first time at once, then after 5, 15, 45 and 135 minutes.</summary>
    public DateTimeOffset DueAt => Tries < 2 ? LastAt : LastAt + (FirstWait * Math.Pow(3, Tries - 2));
}
