using System.Net.Http.Headers;
using System.Text.Json;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.GitHubData;

/// <summary>Decides what GitHub's refusal means to a caller, from status, headers and body.</summary>
internal static class GitHubTroubleReader
{
    private const string SsoHeader = "X-GitHub-SSO";

    /// <summary>Longest piece of GitHub's own words in a message.</summary>
    private const int MaxWords = 200;

    /// <summary>GitHub's own refusals; 401 is for the caller to judge, whose token may just have been renewed.</summary>
    public static GitHubTrouble Of(int status, HttpResponseHeaders headers, string body, string webBaseUrl, DateTimeOffset now)
    {
        if (status is 403 or 404 && SsoAddress(headers, webBaseUrl) is var (isRequired, address) && isRequired)
        {
            return new(403, GitHubTroubleCodes.SsoRequired, address is null
                ? "An organization wants you to pass its single sign-on. Open it on GitHub, sign in there, then sign in here again."
                : $"An organization wants you to pass its single sign-on. Open {address}, then try again.");
        }

        if (GitHubLimits.Until(status, name => Header(headers, name), body, now) is { } until)
        {
            return Limited(until, now);
        }

        return status switch
        {
            404 or 410 or 451 => new(404, GitHubTroubleCodes.NotFound, "There is nothing there, or you may not see it."),
            403 => new(403, GitHubTroubleCodes.PermissionMissing,
                $"GitHub refused: {Words(body)} Check your role, and the permissions of the GitHub App on its installation page; an owner can accept new ones there."),
            _ => Unavailable($"it answered {status}."),
        };
    }

    /// <summary>A limit, with the time to wait.</summary>
    public static GitHubTrouble Limited(DateTimeOffset until, DateTimeOffset now) => new(
        429, GitHubTroubleCodes.RateLimited, $"GitHub limits your requests. Try again in {Math.Ceiling((until - now).TotalSeconds):0} seconds.", until);

    /// <summary>No usable answer.</summary>
    public static GitHubTrouble Unavailable(string reason) =>
        new(502, GitHubTroubleCodes.Unavailable, $"GitHub could not be asked: {reason} Try again; githubstatus.com tells of outages.");

    /// <summary>GitHub listed what it may and left out organizations behind their single sign-on.</summary>
    public static bool IsPartial(HttpResponseHeaders headers) =>
        Header(headers, SsoHeader)?.StartsWith("partial-results", StringComparison.OrdinalIgnoreCase) == true;

    private static (bool IsRequired, string? Address) SsoAddress(HttpResponseHeaders headers, string webBaseUrl)
    {
        if (Header(headers, SsoHeader) is not { } value || !value.StartsWith("required", StringComparison.OrdinalIgnoreCase))
        {
            return (false, null);
        }

        var at = value.IndexOf("url=", StringComparison.OrdinalIgnoreCase);
        var address = at < 0 ? null : value[(at + 4)..].Trim();

        // Shown to people to open: only GitHub's own pages.
        return (true, address?.StartsWith(webBaseUrl.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase) == true ? address : null);
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static string Words(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var words = json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()!.Trim()
                : "";
            return words.Length is > 0 and <= MaxWords ? words.TrimEnd('.') + "." : "no permission.";
        }
        catch (JsonException)
        {
            return "no permission.";
        }
    }
}
