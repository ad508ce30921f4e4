namespace TaskRelay.Web.Data.Sharing;

/// <summary>Other instances of TaskRelay on the same store. On SQLite there is never one.</summary>
public interface IPeers
{
    /// <summary>Whether the store may be shared at all: what only several instances need is left out where it can't be.</summary>
    bool MayExist { get; }

    /// <summary>Whether another instance lives now.</summary>
    Task<bool> AreThereAsync(CancellationToken cancellationToken);

    /// <summary>How far this machine's clock is ahead of the one that all instances see, the database's.</summary>
    Task<TimeSpan> AheadAsync(CancellationToken cancellationToken);
}
