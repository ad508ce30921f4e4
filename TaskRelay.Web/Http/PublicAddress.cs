namespace TaskRelay.Web.Http;

/// <summary>
/// Where people reach this server. Decides the cookies' names and flags, the callback and every link; the request's
/// <c>Host</c>, which a caller chooses, decides none of them.
/// </summary>
public sealed class PublicAddress
{
    /// <summary>Set at start, from <c>PublicUrl</c> or the bound address, before the first request is served.</summary>
    public Uri Value { get; set; } = new("http://localhost:5000");

    /// <summary>Cookies are sent over TLS only, and carry the <c>__Host-</c> prefix.</summary>
    public bool IsHttps => Value.Scheme == Uri.UriSchemeHttps;

    /// <summary>Scheme, host and port, as browsers send it in <c>Origin</c>.</summary>
    public string Origin => Value.GetLeftPart(UriPartial.Authority);

    /// <summary>A link to one of the relay's own addresses.</summary>
    public string Link(string path) => Origin + path;
}
