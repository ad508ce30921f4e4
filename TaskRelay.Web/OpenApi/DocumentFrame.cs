using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.OpenApi;

/// <summary>What stands around the operations: name, address, chapters, and the ways to show who one is.</summary>
public sealed class DocumentFrame(PublicAddress address) : IOpenApiDocumentTransformer
{
    private const string Description =
        """
        TaskRelay turns a comment on a GitHub issue into a pull request.

        **Form.** JSON in camelCase, UTF-8. Times are UTC in ISO 8601 with a `Z`. Enums are lower snake case strings. Absent values are `null`, never missing. Members that are not known are refused with 400 (but ignored in webhooks and in what workers send).

        **Errors** are RFC 9457 documents (`application/problem+json`) with a stable `code`, a `traceId` that finds the cause in the server's log, and `errors` by field where single members are wrong. What is missing and what you may not see answer alike: 404.

        **Lists** are `{"items": [...]}`; paged ones carry `nextCursor`, which is `null` at the end. Cursors are opaque: pass them back unchanged.

        **Who you are.** The session cookie of a browser, or `Authorization: Bearer` with a personal API token, whose scopes say what it is good for. Requests with the cookie that change something must come from TaskRelay's own pages; others get 403 `cross_origin`. `/api` answers 401, it never redirects to a sign-in page.
        """;

    private static readonly (string Name, string Words)[] Chapters =
    [
        ("Administration", "Taking up new work or not, and for whom; for administrators."),
        ("Audit", "Who did what, for administrators."),
        ("Auth", "Sign-in with GitHub, the session, and what stands in the way of either."),
        ("Config", "A person's own settings and credentials, and the settings of repositories. No answer holds a secret."),
        ("Deliveries", "Webhooks as they came in, and what was decided, for administrators."),
        ("GitHub", "What GitHub shows the caller."),
        ("Notifications", "Outgoing webhooks: who is told when a task ends."),
        ("Operations", "Is the relay ready: for load balancers, and for who sets it up."),
        ("Tasks", "Tasks: from a command to a pull request."),
        ("Tokens", "Personal API tokens."),
        ("Webhooks", "For GitHub."),
        ("Worker", "The protocol between TaskRelay and the program that runs an agent."),
    ];

    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "TaskRelay",
            Summary = "From a GitHub issue comment to a pull request.",
            Description = Description.ReplaceLineEndings("\n"),
            Version = typeof(DocumentFrame).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") },
            Contact = new OpenApiContact { Name = "TaskRelay contributors" },
        };
        document.Servers = [new OpenApiServer { Url = address.Origin, Description = "This relay, as PublicUrl names it." }];

        var used = document.Operations().SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Reference.Id).ToHashSet(StringComparer.Ordinal);
        document.Tags = Chapters.Where(chapter => used.Contains(chapter.Name))
            .Select(chapter => new OpenApiTag { Name = chapter.Name, Description = chapter.Words }).ToHashSet();

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = Schemes();
        return Task.CompletedTask;
    }

    private Dictionary<string, IOpenApiSecurityScheme> Schemes() => new()
    {
        [CredentialSchemes.ApiToken] = Bearer(
            "A personal API token. Its scopes: " + string.Join(", ", ApiScopes.All.Select(scope => $"`{scope}`"))
            + ". An operation names the one that it needs in `x-token-scope` and in its description; one that does not name this scheme takes sessions only."),
        [CredentialSchemes.AttemptToken] = Bearer("The token that a claim answered with: good for its one attempt."),
        [CredentialSchemes.LaunchTicket] = Bearer("The ticket that a worker was started with: single use, 10 minutes."),
        [CredentialSchemes.Session] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = SessionCookie.NameFor(address),
            Description = "The session of a signed-in browser: `__Host-taskrelay` where PublicUrl is https, `taskrelay` where it is http. Begins at `GET /api/auth/github`.",
        },
        [CredentialSchemes.WebhookSignature] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "X-Hub-Signature-256",
            Description = "`sha256=` and the HMAC-SHA-256 of the raw body under the webhook secret, in lower-case hex.",
        },
    };

    private static OpenApiSecurityScheme Bearer(string description) =>
        new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = description };
}
