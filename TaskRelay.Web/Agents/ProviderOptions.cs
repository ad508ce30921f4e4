namespace TaskRelay.Web.Agents;

/// <summary>The <c>Providers</c> section.</summary>
public sealed class ProviderOptions
{
    public const string Section = "Providers";

    /// <summary>Credentials that every served user may use, by variable name.</summary>
    public Dictionary<string, string> Shared { get; set; } = [];

    /// <summary>Addresses of gateways, by provider (<see cref="ProviderAddresses"/>).</summary>
    public Dictionary<string, string> BaseUrls { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}
