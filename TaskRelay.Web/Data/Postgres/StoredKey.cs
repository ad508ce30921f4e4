namespace TaskRelay.Web.Data.Postgres;

/// <summary>A Data Protection key, which every instance must have to open what another sealed.</summary>
public sealed class StoredKey
{
    public long Id { get; init; }

    /// <summary>What Data Protection calls it.</summary>
    public required string FriendlyName { get; init; }

    /// <summary>The key as XML; sealed for the certificate where one is configured.</summary>
    public required string Xml { get; init; }
}
