namespace TaskRelay.Web.Data.Sharing;

/// <summary>
/// Work that one instance does at a time: whoever has its turn. A turn ends by itself, so that a killed instance holds
/// nothing up for longer than that; it protects GitHub from being told twice, never the rows, which protect themselves.
/// </summary>
public interface ITurns
{
    /// <summary>
    /// Takes the turn, or keeps it for longer. True when this instance has it for <paramref name="length"/> from the
    /// call on; false when another has it.
    /// </summary>
    Task<bool> TryTakeAsync(string name, TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Gives the turn back early, if this instance has it.</summary>
    Task GiveBackAsync(string name, CancellationToken cancellationToken);
}
