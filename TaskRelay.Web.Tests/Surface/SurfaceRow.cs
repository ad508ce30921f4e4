using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>An endpoint, who may call it, and a request that it takes.</summary>
/// <param name="Method">One of its methods.</param>
/// <param name="Pattern">Its route as it is mapped.</param>
/// <param name="Access">Its class.</param>
/// <param name="Statuses">What who may call it is answered, to the request below.</param>
public sealed record SurfaceRow(string Method, string Pattern, Access Access, params int[] Statuses)
{
    /// <summary>The body of the request.</summary>
    public string? Body { get; init; }

    /// <summary>The request's query.</summary>
    public string Query { get; init; } = "";

    /// <summary>Values of the route's parameters other than <c>id</c>.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    public bool IsApi => Pattern.StartsWith("/api", StringComparison.Ordinal);

    public bool Reads => Method is "GET" or "HEAD";

    /// <summary>Whether the endpoint reads the body at all; what it does not read can not be wrong.</summary>
    public bool TakesBody => Body is not null;

    /// <summary>Any object is a body here.</summary>
    public bool TakesAnyObject { get; init; }

    /// <summary>A request to it ends the caller's session.</summary>
    public bool EndsSession => Pattern == "/api/auth/logout";

    public bool HasId => Pattern.Contains("{id", StringComparison.OrdinalIgnoreCase);

    /// <summary>The address with that id.</summary>
    public string Path(string id)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(
            Pattern, @"\{(\w+)[^}]*\}", match => Values.TryGetValue(match.Groups[1].Value, out var value) ? value : id);
        return path + Query;
    }

    /// <summary>Method and route, as the table names an endpoint.</summary>
    public static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods;
        return methods is { Count: > 0 } ? methods.Select(method => $"{method} {pattern}") : [$"ANY {pattern}"];
    }

    public override string ToString() => $"{Method} {Pattern}";
}
