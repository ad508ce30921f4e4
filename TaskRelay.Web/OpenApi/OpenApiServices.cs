using Scalar.AspNetCore;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.OpenApi;

/// <summary>The description of the HTTP surface: <c>/openapi/v1.json</c>, and a page to read it at <c>/docs/api</c>.</summary>
public static class OpenApiServices
{
    private const string Document = "v1";
    private const string Page = "/docs/api";

    /// <summary>Adds the document, made from the endpoints as they are mapped.</summary>
    public static IServiceCollection AddRelayOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddSchemaTransformer<SchemaForms>();
        options.AddOperationTransformer<OperationBodies>();
        options.AddOperationTransformer<OperationParameters>();
        options.AddOperationTransformer<OperationAccess>();
        options.AddOperationTransformer<OperationAnswers>();
        options.AddOperationTransformer<OperationHeaders>();
        options.AddDocumentTransformer<DocumentFrame>();
        options.AddDocumentTransformer<SignInCallback>();
        options.AddDocumentTransformer<DocumentExamples>();
        options.AddDocumentTransformer<DocumentOrder>();
    });

    /// <summary>Maps both; anyone may read how the API is called.</summary>
    public static IEndpointRouteBuilder MapRelayOpenApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().AllowAnonymous();
        routes.MapScalarApiReference(Page, (options, context) =>
        {
            options.Title = "TaskRelay API";
            options.OpenApiRoutePattern = "/openapi/{documentName}.json";
            options.AddDocument(Document);

            // Nothing is loaded from, or told to, another host.
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.Favicon = "/icon.svg";
            options.Agent = new ScalarAgentOptions { Disabled = true };
            options.Mcp = new ScalarMcpOptions { Disabled = true };
            options.HideClientButton = true;
            options.ShowDeveloperTools = DeveloperToolsVisibility.Never;

            options.HeadContent = "<script src=\"/js/api-reference.js\"></script><link rel=\"stylesheet\" href=\"/css/api-reference.css\" />";

            // Its start script stands in the page; the policy lets this one run, on this answer alone.
            options.Nonce = ScriptNonce.Of(context);
        }).AllowAnonymous();
        return routes;
    }
}
