using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.OpenApi;

/// <summary>Bodies that handlers read by themselves, and answers that have more than one shape.</summary>
public sealed class OperationBodies : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<DocumentedBody>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = body.Description,
                Required = true,
                Content = Json(await SchemaAsync(body.Type, context, cancellationToken)),
            };
        }

        foreach (var answer in metadata.OfType<DocumentedAnswer>())
        {
            var shapes = new List<IOpenApiSchema>();
            foreach (var type in answer.Types)
            {
                shapes.Add(await SchemaAsync(type, context, cancellationToken));
            }

            operation.Responses ??= [];
            operation.Responses[$"{answer.Status}"] = new OpenApiResponse
            {
                Description = "",
                Content = Json(shapes.Count == 1 ? shapes[0] : new OpenApiSchema { AnyOf = shapes }),
            };
        }
    }

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) =>
        new() { [MediaTypeNames.Application.Json] = new OpenApiMediaType { Schema = schema } };

    /// <summary>A reference, with the schema kept among the document's components.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        var document = context.Document!;
        document.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, document);
    }
}
