using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Which schemas callers send to strict endpoints, directly or inside another.</summary>
internal static class RequestSchemas
{
    /// <summary>Their names. Workers and GitHub may send members that are not known, so theirs are not among them.</summary>
    public static HashSet<string> Of(OpenApiDocument document)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in document.Operations().Where(operation => operation.Tags?.Any(tag => tag.Reference.Id is "Worker" or "Webhooks") != true))
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                Add(content.Schema, document, found);
            }
        }

        return found;
    }

    private static void Add(IOpenApiSchema? schema, OpenApiDocument document, HashSet<string> found)
    {
        foreach (var reference in schema?.All().OfType<OpenApiSchemaReference>() ?? [])
        {
            if (reference.Reference.Id is { } id && found.Add(id) && document.Components?.Schemas?.TryGetValue(id, out var target) == true)
            {
                Add(target, document, found);
            }
        }
    }
}
