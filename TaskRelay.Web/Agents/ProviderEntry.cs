namespace TaskRelay.Web.Agents;

/// <summary>One entry of <c>Providers:Catalogue</c>.</summary>
public sealed class ProviderEntry
{
    public string? Name { get; set; }

    /// <summary>Where people get their key.</summary>
    public string? DocsUrl { get; set; }

    public List<CredentialEntry> Credentials { get; set; } = [];

    /// <summary>One variable of the provider.</summary>
    public sealed class CredentialEntry
    {
        /// <summary>The environment variable that agents read.</summary>
        public string? Name { get; set; }

        public string? Label { get; set; }

        /// <summary>An agent of this provider can't run without it.</summary>
        public bool Required { get; set; } = true;
    }
}
