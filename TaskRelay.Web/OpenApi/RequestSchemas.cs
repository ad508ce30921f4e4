using Microsoft.OpenApi;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.OpenApi;

/// <summary>Which schemas callers send to strict endpoints, directly or inside another.</summary>
internal static class RequestSchemas
{
    /// <summary>Their names. Workers and GitHub may send members that are not known, so theirs are not among them.</summary>
    public static HashSet<string> Of(OpenApiDocument document)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in document.Operations())
        {
            if (operation.Tags?.Any(tag => tag.Reference.Id is "Worker" or "Webhooks") != true)
            {
                foreach (var content in operation.RequestBody?.Content?.Values ?? [])
                {
                    Add(content.Schema, document, found);
                }
            }
        }

        return found;
    }

    private static void Add(IOpenApiSchema? schema, OpenApiDocument document, HashSet<string> found)
    {
        switch (schema)
        {
            case null:
                return;
            case OpenApiSchemaReference { Reference.Id: { } id }:
                if (found.Add(id) && document.Components?.Schemas?.TryGetValue(id, out var target) == true)
                {
                    Add(target, document, found);
                }

                return;
            default:
                foreach (var inner in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []))
                {
                    Add(inner, document, found);
                }

                Add(schema.Items, document, found);
                Add(schema.AdditionalProperties, document, found);
                return;
        }
    }
}
