namespace TaskRelay.Web.Data.Postgres;

/// <summary>Which instance does a piece of work that only one does at a time.</summary>
public sealed class Turn
{
    /// <summary>The work.</summary>
    public required string Name { get; init; }

    /// <summary>The instance.</summary>
    public required string Owner { get; init; }

    /// <summary>When it ends, by the database's clock.</summary>
    public required DateTimeOffset Until { get; init; }
}
