using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Goes through a schema.</summary>
internal static class SchemaWalk
{
    /// <summary>The schemas directly inside one, references left as they are.</summary>
    public static IEnumerable<IOpenApiSchema> Inner(this IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference)
        {
            return [];
        }

        var several = new[] { schema.Properties?.Values, schema.OneOf, schema.AnyOf, schema.AllOf };
        return several.SelectMany(list => list ?? Enumerable.Empty<IOpenApiSchema>())
            .Concat(new[] { schema.Items, schema.AdditionalProperties }.OfType<IOpenApiSchema>());
    }

    /// <summary>A schema and everything inside it.</summary>
    public static IEnumerable<IOpenApiSchema> All(this IOpenApiSchema schema) => schema.Inner().SelectMany(All).Prepend(schema);
}
