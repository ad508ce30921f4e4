namespace TaskRelay.Web.Agents;

/// <summary>The <c>Providers</c> section.</summary>
public sealed class ProviderOptions
{
    public const string Section = "Providers";

    /// <summary>Credentials that every served user may use, by variable name.</summary>
    public Dictionary<string, string> Shared { get; set; } = [];

    /// <summary>Addresses of gateways, by provider (<see cref="ProviderAddresses"/>).</summary>
    public Dictionary<string, string> BaseUrls { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Further providers by id; an entry with a built-in one's id takes its place.</summary>
    public Dictionary<string, ProviderEntry> Catalogue { get; set; } = [];
}
