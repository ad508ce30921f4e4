using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Goes through a document.</summary>
internal static class DocumentOperations
{
    /// <summary>Every operation of every path.</summary>
    public static IEnumerable<OpenApiOperation> Operations(this OpenApiDocument document) => document.Paths.Values.SelectMany(Operations);

    /// <summary>Every operation of a path.</summary>
    public static IEnumerable<OpenApiOperation> Operations(this IOpenApiPathItem path) =>
        path.Operations is { } operations ? operations.Values : Enumerable.Empty<OpenApiOperation>();
}
