using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Headers that mean something, in requests and in answers.</summary>
public sealed class OperationHeaders : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, OpenApiParameter[]> Asked = new(StringComparer.Ordinal)
    {
        ["CreateTask"] =
        [
            Request("Idempotency-Key", "A word of the caller's own for this task. The same key and body returns the same task, with 200; another body is 409 `idempotency_key_reused`.", example: "8a1f-retry-safe"),
        ],
        ["GetTaskStatus"] = [Request("If-None-Match", "The `ETag` of the answer before; 304 where nothing changed.", example: "\"q83vEjRWeJq83vEjRWeJq83v\"")],
        ["StreamTaskEvents"] = [Request("Last-Event-ID", "The id of the last event that arrived: the stream goes on after it. Browsers send it by themselves.", example: "17", pattern: "^[0-9]+$")],
        ["ReceiveGitHubWebhook"] =
        [
            Request("X-GitHub-Event", "The event's name.", required: true, example: "issue_comment"),
            Request("X-GitHub-Delivery", "The delivery's GUID; one seen before is a `duplicate`.", required: true, format: "uuid", example: "72d3162e-cc78-11e3-81ab-4c9367dc0958"),
        ],
    };

    private static readonly Dictionary<(string Operation, string Status), (string Name, string Words)> Answered = new()
    {
        [("CreateTask", "201")] = ("Location", "The new task's address."),
        [("CreateToken", "201")] = ("Location", "The new token's address."),
        [("GetTaskStatus", "200")] = ("ETag", "Changes exactly when the answer does; strong."),
        [("GetTaskStatus", "304")] = ("ETag", "The one that was sent."),
        [("SignIn", "302")] = ("Location", "GitHub's authorize page, or `/login?error=oauth_not_configured`."),
        [("RecordInstallation", "302")] = ("Location", "`/repositories`, or the sign-in."),
    };

    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var name = operation.OperationId ?? "";
        foreach (var header in Asked.GetValueOrDefault(name, []))
        {
            operation.Parameters ??= [];
            if (operation.Parameters.FirstOrDefault(known => known.In == ParameterLocation.Header && known.Name == header.Name) is { } known)
            {
                operation.Parameters.Remove(known);
            }

            operation.Parameters.Add(header);
        }

        foreach (var (status, found) in operation.Responses ?? [])
        {
            if (found is not OpenApiResponse answer)
            {
                continue;
            }

            if (Answered.TryGetValue((name, status), out var header))
            {
                Add(answer, header.Name, header.Words, new OpenApiSchema { Type = JsonSchemaType.String });
            }

            if (status is "429" or "503")
            {
                Add(answer, "Retry-After", "Seconds to wait before the next try.", new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" });
            }
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiResponse answer, string name, string words, OpenApiSchema schema)
    {
        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers[name] = new OpenApiHeader { Description = words, Schema = schema };
    }

    private static OpenApiParameter Request(string name, string words, bool required = false, string? format = null, string? example = null, string? pattern = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = words,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format, Pattern = pattern },
        Example = example is null ? null : JsonValue.Create(example),
    };
}
