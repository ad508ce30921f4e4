using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>
/// Adds the answers that the pipeline gives for every endpoint, tells each error status in words, and gives all of
/// them the one form that errors have.
/// </summary>
public sealed class OperationAnswers : IOpenApiOperationTransformer
{
    private const string Problem = "application/problem+json";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["200"] = "Done.",
        ["201"] = "Created.",
        ["202"] = "Accepted.",
        ["204"] = "Done; there is nothing to say.",
        ["302"] = "On to the next step, in a browser.",
        ["304"] = "Unchanged since the `ETag` that was sent.",
        ["400"] = "The request is malformed or not valid.",
        ["401"] = "Not signed in, or a bad signature or token.",
        ["403"] = "Known, but not allowed.",
        ["404"] = "Missing, or not visible to this caller.",
        ["409"] = "The state does not allow it.",
        ["413"] = "The body is too large.",
        ["415"] = "The body is not JSON.",
        ["429"] = "Too many requests.",
        ["500"] = "A fault of TaskRelay's own.",
        ["502"] = "GitHub, Fly or a provider failed, or could not be reached.",
        ["503"] = "TaskRelay can't do this now.",
    };

    /// <inheritdoc />
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var answers = operation.Responses ??= [];
        var access = EndpointAccess.Of(context.Description.ActionDescriptor.EndpointMetadata);
        foreach (var status in Common(context.Description.RelativePath ?? "", context.Description.HttpMethod ?? "GET", operation, access))
        {
            answers.TryAdd(status, new OpenApiResponse());
        }

        var problem = await ProblemAsync(context, cancellationToken);
        foreach (var (status, found) in answers)
        {
            if (found is not OpenApiResponse answer)
            {
                continue;
            }

            // The framework's words for a status say only its name.
            answer.Description = Words.GetValueOrDefault(status, answer.Description ?? "");
            if (status[0] is '4' or '5')
            {
                answer.Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() { Schema = problem } };
            }
        }
    }

    private static IEnumerable<string> Common(string path, string method, OpenApiOperation operation, EndpointAccess access)
    {
        if (!path.StartsWith("api/", StringComparison.Ordinal))
        {
            yield break;
        }

        if (access.IsForPeople)
        {
            yield return "401";
        }

        // Another site's request with the cookie, or a token without the scope.
        if (access.IsForPeople && (access.IsForAdministrators || access.Scope is not null || method is not ("GET" or "HEAD")))
        {
            yield return "403";
        }

        if (operation.RequestBody is not null)
        {
            yield return "400";
            yield return "413";
            yield return "415";
        }

        yield return "429";
        if (method is not ("GET" or "HEAD"))
        {
            yield return "503";
        }
    }

    private static async Task<IOpenApiSchema> ProblemAsync(OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        document.AddComponent(nameof(ProblemDetails), await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken));
        return new OpenApiSchemaReference(nameof(ProblemDetails), document);
    }
}
