namespace TaskRelay.Web.Http;

/// <summary>The ways in which callers show who they are, as the OpenAPI document names them.</summary>
public static class CredentialSchemes
{
    /// <summary>A person's browser.</summary>
    public const string Session = "session";

    /// <summary>A person's program.</summary>
    public const string ApiToken = "apiToken";

    /// <summary>A worker at its start.</summary>
    public const string LaunchTicket = "launchTicket";

    /// <summary>A worker that has claimed its attempt.</summary>
    public const string AttemptToken = "attemptToken";

    /// <summary>GitHub.</summary>
    public const string WebhookSignature = "webhookSignature";
}
