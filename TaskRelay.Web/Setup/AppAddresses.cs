using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Setup;

/// <summary>The App's addresses: those of this server that GitHub is told, and those of GitHub that people are sent to.</summary>
public sealed class AppAddresses(PublicAddress address, IOptionsMonitor<GitHubOptions> options)
{
    /// <summary>Where GitHub sends people back to with the code of a new App.</summary>
    public const string CreatedPath = "/setup/app/created";

    public string Home => address.Origin;

    public string Callback => address.Link(GitHubSignInSetup.CallbackPath);

    public string Webhook => address.Link("/api/webhooks/github");

    public string Installed => address.Link("/api/auth/github/installed");

    public string Created => address.Link(CreatedPath);

    /// <summary>Whether GitHub's webhooks could get here.</summary>
    public bool IsReachable => PublicReach.Includes(address.Value);

    /// <summary>Host of the pages of GitHub, as people know it.</summary>
    public string GitHubHost => new Uri(options.CurrentValue.WebBaseUrl).Host;

    /// <summary>Whether this is the GitHub that everybody knows: an Enterprise Server may reach what the public can't.</summary>
    public bool IsGitHubCom => string.Equals(GitHubHost, "github.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page that takes a manifest, for one's own account or an organization.</summary>
    public string NewApp(string? organization, string state) =>
        $"{Web}{(organization is null ? "" : $"/organizations/{Uri.EscapeDataString(organization)}")}/settings/apps/new?state={Uri.EscapeDataString(state)}";

    /// <summary>The page where an App is made by hand.</summary>
    public string NewAppByHand => $"{Web}/settings/apps/new";

    /// <summary>The page where an App is installed.</summary>
    public string Install(string slug) => $"{Web}/apps/{Uri.EscapeDataString(slug)}/installations/new";

    /// <summary>An App's own page.</summary>
    public string App(string slug) => $"{Web}/apps/{Uri.EscapeDataString(slug)}";

    /// <summary>The issues of a repository.</summary>
    public string Issues(string fullName) => $"{Web}/{string.Join('/', fullName.Split('/').Select(Uri.EscapeDataString))}/issues";

    /// <summary>GitHub's scheme, host and port: a form may go there.</summary>
    public string Origin => new Uri(Web).GetLeftPart(UriPartial.Authority);

    private string Web => options.CurrentValue.WebBaseUrl.TrimEnd('/');
}
