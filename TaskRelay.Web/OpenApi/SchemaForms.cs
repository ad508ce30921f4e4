using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Says of values what the serializer's converters hide: that times and enums are strings, and how a problem looks.</summary>
public sealed class SchemaForms : IOpenApiSchemaTransformer
{
    private const string PayloadNamespace = "TaskRelay.Web.Webhooks.Payload";

    /// <inheritdoc />
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(DateTimeOffset))
        {
            schema.Type = Nullable.GetUnderlyingType(context.JsonPropertyInfo?.PropertyType ?? declared) is null
                ? JsonSchemaType.String
                : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "date-time";
        }
        else if (type.IsEnum)
        {
            // Where it may be absent, the place says so; the enum itself has no such member.
            schema.Type = JsonSchemaType.String;
            schema.Enum = schema.Enum?.Where(member => member is not null && !JsonNullSentinel.IsJsonNullSentinel(member)).ToList();
        }
        else if (typeof(ProblemDetails).IsAssignableFrom(type))
        {
            WriteProblem(schema);
        }
        else if (type.Namespace == PayloadNamespace)
        {
            WritePayload(schema);
        }

        return Task.CompletedTask;
    }

    private static void WriteProblem(OpenApiSchema schema)
    {
        schema.Description = "An error, in the form of RFC 9457.";
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("A URN that ends in the code.", "urn:taskrelay:problem:task_not_found"),
            ["title"] = Text("The status in words.", "Not Found"),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "400", Maximum = "599", Description = "The HTTP status." },
            ["detail"] = Text("What happened and what to do, for people. Its wording may change.", "There is no such task, or you may not see it."),
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Pattern = "^[a-z][a-z0-9_]*$",
                Description = "A stable word for programs.",
                Examples = ["task_not_found"],
            },
            ["traceId"] = Text("Finds the request in the server's log.", "4bf92f3577b34da6a3ce929d0e0e4736"),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Which members of the request are wrong, and why. Only there when single members are.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        schema.Required = new HashSet<string> { "type", "title", "status", "detail", "code", "traceId" };
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
    }

    /// <summary>GitHub writes snake case, and sends far more than is read.</summary>
    private static void WritePayload(OpenApiSchema schema)
    {
        schema.Properties = schema.Properties?
            .Where(property => property.Key != "isBot")
            .ToDictionary(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Key), property => property.Value);
        schema.Required = schema.Required?.Where(name => name != "isBot").Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).ToHashSet();
        schema.AdditionalPropertiesAllowed = true;
        schema.AdditionalProperties = null;
    }

    private static OpenApiSchema Text(string description, string example) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = [JsonValue.Create(example)] };
}
