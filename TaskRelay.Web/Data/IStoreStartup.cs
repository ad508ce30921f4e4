namespace TaskRelay.Web.Data;

/// <summary>Opens the store before anything is served.</summary>
public interface IStoreStartup
{
    /// <summary>Brings the store to this version's schema and opens the gate.</summary>
    /// <exception cref="StoreUnavailableException">It can't be opened; the message says why and what to do.</exception>
    Task RunAsync(CancellationToken cancellationToken);
}
