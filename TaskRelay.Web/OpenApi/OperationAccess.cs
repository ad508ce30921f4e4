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
        foreach (var (scheme, scope) in access.Schemes)
        {
            List<string> scopes = scope is null ? [] : [scope];
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = scopes });
        }

        operation.Description = string.Join("\n\n", new[] { operation.Description, access.Words }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return Task.CompletedTask;
    }
}
