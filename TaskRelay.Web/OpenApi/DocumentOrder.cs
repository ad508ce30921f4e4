using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Paths, answers and schemas by name, whatever order they were mapped in: two documents differ only where the surface does.</summary>
public sealed class DocumentOrder : IOpenApiDocumentTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            paths[path] = item;
            foreach (var operation in item.Operations())
            {
                var answers = new OpenApiResponses();
                foreach (var (status, answer) in (operation.Responses ?? new OpenApiResponses()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    answers[status] = answer;
                }

                operation.Responses = answers;
            }
        }

        document.Paths = paths;
        var requests = RequestSchemas.Of(document);
        if (document.Components?.Schemas is { } schemas)
        {
            // Schemas that stand for one of several are not shown to schema transformers.
            foreach (var time in schemas.Values.SelectMany(schema => schema.All()).OfType<OpenApiSchema>().Where(schema => schema is { Format: "date-time", Type: null }))
            {
                time.Type = JsonSchemaType.String;
            }

            document.Components.Schemas = schemas.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();

            // Answers may gain members; only what is sent here is refused for one that is not known.
            foreach (var open in schemas.Where(pair => !requests.Contains(pair.Key)).SelectMany(pair => pair.Value.All()).OfType<OpenApiSchema>())
            {
                open.AdditionalPropertiesAllowed = true;
            }
        }

        return Task.CompletedTask;
    }
}
