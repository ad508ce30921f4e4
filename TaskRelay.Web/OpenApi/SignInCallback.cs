using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.OpenApi;

/// <summary>The address that GitHub sends people back to. The sign-in scheme answers it before routing; the endpoint behind it says nothing of that.</summary>
public sealed class SignInCallback : IOpenApiDocumentTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var operation = new OpenApiOperation
        {
            OperationId = "CompleteSignIn",
            Summary = "Ends sign-in with GitHub; for browsers that GitHub sends back.",
            Description = "Checks `state` and the browser's correlation cookie, trades the code for a user token, and begins a session under a new key.\n\nAnyone may call this.",
            Tags = new HashSet<OpenApiTagReference> { new("Auth", document) },
            Security = [],
            Parameters =
            [
                Query("code", "GitHub's code, good once."),
                Query("state", "What this server sent along."),
                Query("error", "GitHub's word for why there is no code, such as `access_denied`."),
            ],
            Responses = new OpenApiResponses
            {
                ["302"] = new OpenApiResponse
                {
                    Description = "Signed in: on to `returnUrl`, with the session cookie. Else to `/login?error=CODE`, which says so in words.",
                    Headers = new Dictionary<string, IOpenApiHeader>
                    {
                        ["Location"] = new OpenApiHeader { Description = "A local address.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                        ["Set-Cookie"] = new OpenApiHeader { Description = "The session: HttpOnly, SameSite=Lax.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                    },
                },
            },
        };
        document.Paths[GitHubSignInSetup.CallbackPath] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation },
        };
        return Task.CompletedTask;
    }

    private static OpenApiParameter Query(string name, string words) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = words,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
