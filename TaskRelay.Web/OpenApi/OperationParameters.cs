using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.OpenApi;

/// <summary>Words and bounds of parameters. One name means one thing in the whole surface, so each is told once.</summary>
public sealed class OperationParameters : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["after"] = "Only what comes after this number.",
        ["agent"] = "Only tasks of this agent.",
        ["actor"] = "Only what this login did.",
        ["action"] = "Only this action.",
        ["createdBy"] = "Only what this login asked for, in any case.",
        ["createdFrom"] = "Only what was asked for at this time or later.",
        ["createdTo"] = "Only what was asked for before this time.",
        ["cursor"] = "The `nextCursor` of the page before, unchanged. A cursor that this server did not give is 400 `invalid_cursor`.",
        ["event"] = "Only deliveries of this event.",
        ["format"] = "`csv` or `json`; without it `csv`.",
        ["from"] = "Only what ended, came in or was done at this time or later.",
        ["id"] = "The id. What is no id at all is answered like one that nothing has.",
        ["installation_id"] = "The installation, as GitHub names it on the way back.",
        ["installationId"] = "Only repositories of this installation.",
        ["limit"] = "How many items a page has at most.",
        ["number"] = "The issue's or pull request's number.",
        ["outcome"] = "Only deliveries that were decided like this.",
        ["owner"] = "The account that the repository belongs to.",
        ["q"] = "Words to find; the endpoint says in what.",
        ["repo"] = "The repository's name.",
        ["repository"] = "Only tasks of this repository, as `owner/name`.",
        ["returnUrl"] = "Where to go after signing in: a local path; anything else is read as `/`.",
        ["setup_action"] = "What was done on GitHub: `install`, `update` or `request`.",
        ["status"] = "Only tasks of this status; may be repeated.",
        ["to"] = "Only what ended, came in or was done before this time.",
        ["refresh"] = "Ask anew instead of answering from the cache.",
    };

    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (string.IsNullOrEmpty(parameter.Description) && Words.TryGetValue(parameter.Name ?? "", out var words))
            {
                parameter.Description = words;
            }

            if (parameter.In == ParameterLocation.Query)
            {
                parameter.Required = false;
            }

            Bound(parameter);
        }

        return Task.CompletedTask;
    }

    private static void Bound(OpenApiParameter parameter)
    {
        switch (parameter.Name, parameter.In)
        {
            case ("limit", ParameterLocation.Query):
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = "100", Default = JsonValue.Create(50) };
                break;
            case ("after", ParameterLocation.Query):
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0", Default = JsonValue.Create(0) };
                break;
            case ("number", ParameterLocation.Path):
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" };
                break;
            case ("from" or "to", ParameterLocation.Query):
                parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
                break;
            case ("status", ParameterLocation.Query) when parameter.Schema?.Type == JsonSchemaType.Array:
                parameter.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = [.. Enum.GetValues<RelayTaskStatus>().Select(status => (JsonNode)JsonValue.Create(SnakeCase.Of(status)))],
                    },
                };
                break;
            default:
                break;
        }
    }
}
