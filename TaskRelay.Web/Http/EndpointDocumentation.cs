namespace TaskRelay.Web.Http;

/// <summary>Endpoint metadata: a credential of its own that this endpoint checks itself, by its name in the OpenAPI document.</summary>
public sealed record OwnCredential(string Scheme);

/// <summary>
/// Endpoint metadata: what a body that the handler reads by itself looks like. Unlike <c>Accepts</c> it changes no
/// routing, so the handler still decides whether a bad token or a wrong content type is told first.
/// </summary>
public sealed record DocumentedBody(Type Type, string Description);

/// <summary>Endpoint metadata: an answer that is one of several shapes.</summary>
public sealed record DocumentedAnswer(int Status, params IReadOnlyList<Type> Types);

/// <summary>Puts facts on endpoints that only their documentation needs.</summary>
public static class EndpointDocumentation
{
    /// <summary>Says which credential the endpoint checks itself.</summary>
    public static TBuilder TakesCredential<TBuilder>(this TBuilder builder, string scheme)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OwnCredential(scheme));

    /// <summary>Says what the body is that the endpoint reads itself.</summary>
    public static RouteHandlerBuilder ReadsBody<T>(this RouteHandlerBuilder builder, string description) =>
        builder.WithMetadata(new DocumentedBody(typeof(T), description));

    /// <summary>Says which shapes an answer may have.</summary>
    public static RouteHandlerBuilder ProducesOneOf(this RouteHandlerBuilder builder, int status, params Type[] types) =>
        builder.WithMetadata(new DocumentedAnswer(status, types));

    /// <summary>Several error statuses at once.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            builder.ProducesProblem(status);
        }

        return builder;
    }
}
