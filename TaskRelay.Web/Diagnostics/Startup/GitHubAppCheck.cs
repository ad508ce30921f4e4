using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Whether GitHub accepts the App's id and key, and whether the App was given what TaskRelay needs.</summary>
internal sealed class GitHubAppCheck(AppProbe probe, GitHubAppSource apps) : IStartupCheck
{
    private const string PermissionsName = "github_app_permissions";

    private static readonly (string Name, string Level)[] Needed = [("contents", "write"), ("issues", "write"), ("pull_requests", "write")];

    private static readonly string[] NeededEvents = ["issue_comment", "issues", "pull_request"];

    public string Name => "github_app_accepted";

    public bool IsRequired => true;

    /// <summary>GitHub's silence is no refusal.</summary>
    public CheckStatus WhenUnfinished => CheckStatus.Warn;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) => (await probe.AskAsync(cancellationToken))?.App switch
    {
        null => [CheckResult.Warn(Name, true, "GitHub was not asked: the App's id or key is missing.", "Set the App's id and key first.")],
        GitHubAnswer<WireApp>.No(var status, var message) =>
        [
            CheckResult.Fail(Name, true, $"GitHub refuses the App ({status}): {message}",
                "Compare GitHub:AppId with the App's settings page, make a new private key there, and set this machine's clock. GitHub:ApiBaseUrl must be the server that the App lives on."),
        ],
        GitHubAnswer<WireApp>.Ok(var app) => [Accepted(app), Permissions(app)],
        GitHubAnswer<WireApp>.Unavailable(var message, _) =>
            [CheckResult.Warn(Name, true, $"GitHub could not be asked: {message}", "Nothing has to be done if it passes; else look at the network and GitHub:ApiBaseUrl.")],
        _ => throw new InvalidOperationException("GitHub's answer has three forms."),
    };

    private CheckResult Accepted(WireApp app) => apps.Current.Slug is { } slug && app.Slug is { } actual && !string.Equals(slug, actual, StringComparison.OrdinalIgnoreCase)
        ? CheckResult.Warn(Name, true, $"GitHub accepts the App, whose slug is {actual}, not {slug}: its own comments are not recognised by name.", $"Set GitHub:AppSlug to {actual}.")
        : CheckResult.Pass(Name, true, $"GitHub accepts the App{(app.Slug is { } known ? $" {known}" : "")}.");

    private static CheckResult Permissions(WireApp app)
    {
        var permissions = app.Permissions ?? [];
        var missing = Needed
            .Where(needed => permissions.GetValueOrDefault(needed.Name) is not ("write" or "admin"))
            .Select(needed => $"permission {needed.Name}: {needed.Level}")
            .Concat(NeededEvents.Where(name => app.Events?.Contains(name) != true).Select(name => $"event {name}"))
            .ToList();
        return missing.Count == 0
            ? CheckResult.Pass(PermissionsName, false, "The App has the permissions and events that TaskRelay needs.")
            : CheckResult.Warn(PermissionsName, false, $"The App lacks {string.Join(", ", missing)}.",
                "Add them on the App's settings page under Permissions & events; owners of installations are then asked to accept.");
    }
}
