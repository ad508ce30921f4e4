namespace TaskRelay.Web.Auth;

/// <summary>Claim types beside the framework's own; the GitHub ones are named as the AspNet.Security.OAuth.GitHub package names them.</summary>
public static class RelayClaims
{
    public const string GitHubName = "urn:github:name";

    /// <summary>Hash of the session's key, in hex: enough to find the session again, not to take it over.</summary>
    public const string Session = "urn:taskrelay:session";

    /// <summary>Id of the personal API token that came with the request.</summary>
    public const string Token = "urn:taskrelay:token";

    /// <summary>A scope of that token; once for each.</summary>
    public const string Scope = "urn:taskrelay:scope";

    /// <summary>Role of those whom the configuration names.</summary>
    public const string AdministratorRole = "administrator";
}
