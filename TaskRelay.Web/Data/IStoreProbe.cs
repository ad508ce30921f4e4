namespace TaskRelay.Web.Data;

/// <summary>Looks whether the store can be read and is as this version needs it. Cheap enough for a load balancer.</summary>
public interface IStoreProbe
{
    /// <summary>Where it is, for an operator: a file, or a host and a database's name. Never a secret.</summary>
    string Place { get; }

    /// <summary>The file, where the store is one on this machine's disk; else null.</summary>
    string? File { get; }

    /// <summary>What to do when it can't be read.</summary>
    string Remedy { get; }

    /// <summary>Null when the store can be read; else why not.</summary>
    Task<string?> WhyNotAsync(CancellationToken cancellationToken);

    /// <summary>Migrations that this version brings and the store has not had; null when that can't be read.</summary>
    Task<IReadOnlyList<string>?> PendingMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>What it is and in which version, such as <c>PostgreSQL 15.8</c>; null when that can't be read.</summary>
    Task<string?> VersionAsync(CancellationToken cancellationToken);
}
