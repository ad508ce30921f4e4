namespace TaskRelay.Web.Http;

/// <summary>The address that people and GitHub reach TaskRelay at. From configuration, never from a request's Host.</summary>
public sealed class PublicAddress
{
    /// <summary>Scheme, host and port; set at start, before anything is served.</summary>
    public Uri Value { get; set; } = new("http://localhost");
}
