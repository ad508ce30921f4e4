using System.Data.Common;

namespace TaskRelay.Rig.Checks;

/// <summary>How a store is looked at beside the app: with SQL of the rig's own, never through the app.</summary>
internal interface IStoreCheck
{
    /// <summary>Opens what a killed app left, without changing it.</summary>
    Task<DbConnection> OpenLeftAsync(CancellationToken cancellationToken);

    /// <summary>Reads beside the running app.</summary>
    Task<DbConnection> OpenLiveAsync(CancellationToken cancellationToken);

    /// <summary>What is broken in the store itself; empty when it is sound.</summary>
    Task<IReadOnlyList<string>> IntegrityAsync(DbConnection connection, CancellationToken cancellationToken);
}
