using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>Who may call an operation, as its endpoint's metadata decides it.</summary>
public sealed class OperationAccess : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var access = EndpointAccess.Of(context.Description.ActionDescriptor.EndpointMetadata);
        var document = context.Document!;
        operation.Security = [];
        foreach (var scheme in access.Schemes)
        {
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] });
        }

        // Requirements may list roles in OpenAPI 3.1, but readers of documents know scopes of OAuth alone.
        if (access.Scope is { } scope)
        {
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions["x-token-scope"] = new JsonNodeExtension(JsonValue.Create(scope));
        }

        operation.Description = string.Join("\n\n", new[] { operation.Description, access.Words }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Task.CompletedTask;
    }
}
