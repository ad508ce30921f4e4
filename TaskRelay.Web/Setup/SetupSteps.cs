using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Setup;

/// <summary>Tells each step's state from the facts. Pure.</summary>
public static class SetupSteps
{
    private static readonly string[] AppChecks = ["github_app", "oauth_client", "webhook_secret", "github_app_accepted", "github_app_permissions", "github_webhook"];

    /// <summary>The GitHub App: there, accepted, and allowed what it needs.</summary>
    public static SetupStep App(SetupFacts facts)
    {
        var looks = facts.Checks.Where(check => AppChecks.Contains(check.Name)).ToList();
        var wrong = looks.FirstOrDefault(check => check is { Required: true, Status: CheckStatus.Fail });
        if (wrong is { Name: "github_app" or "oauth_client" } && facts.Configured.Count == 0)
        {
            return new(StepState.ToDo, "No GitHub App yet.");
        }

        wrong ??= looks.FirstOrDefault(check => check.Status != CheckStatus.Pass);
        return wrong is null
            ? new(StepState.Done, $"{facts.Slug ?? "The App"} is accepted by GitHub; comments come {Way(facts)}.")
            : new(StepState.Failing, wrong.Message, wrong.Remedy);
    }

    /// <summary>Installed somewhere, and served there.</summary>
    public static SetupStep Installation(SetupFacts facts)
    {
        switch (facts.Installations)
        {
            case null:
                return new(StepState.Later, "Comes after the GitHub App.");
            case GitHubAnswer<IReadOnlyList<SeenInstallation>>.No(var status, _):
                return new(StepState.Failing, $"GitHub does not tell where the App is installed ({status}).", "Mend the step before first.");
            case GitHubAnswer<IReadOnlyList<SeenInstallation>>.Unavailable(var message, _):
                return new(StepState.Failing, message, "Nothing has to be done if it passes.");
        }

        var seen = ((GitHubAnswer<IReadOnlyList<SeenInstallation>>.Ok)facts.Installations).Value;
        if (seen.Count == 0)
        {
            return new(StepState.Waiting, "The App is not installed anywhere yet.");
        }

        var served = seen.Where(one => one is { IsSuspended: false, IsServed: not false }).Select(one => one.Account).ToList();
        return served.Count > 0
            ? new(StepState.Done, $"Installed on {string.Join(", ", served.Take(5))}{(served.Count > 5 ? $" and {served.Count - 5} more" : "")}.")
            : seen.All(one => one.IsSuspended)
                ? new(StepState.Failing, "The App is suspended wherever it is installed.", "An owner of the account unsuspends it in the account's settings on GitHub.")
                : new(StepState.Failing, $"The App is installed on {string.Join(", ", seen.Select(one => one.Account).Take(5))}, which is not served.",
                    $"Set Admission:Accounts to the accounts that you serve, such as {seen[0].Account}; by default those of the App's owner and the administrators are.");
    }

    /// <summary>A key that its provider accepts.</summary>
    public static SetupStep Key(SetupFacts facts)
    {
        var keys = facts.Credentials.SelectMany(provider => provider.Credentials, (provider, credential) => (provider.Provider, Credential: credential))
            .Where(one => one.Credential.Configured).ToList();
        if (keys.FirstOrDefault(one => one.Credential.Validation?.Status is CheckCodes.Invalid or CheckCodes.InsufficientScope or CheckCodes.Unreadable) is { Credential: { } bad })
        {
            return new(StepState.Failing, bad.Validation!.Message, $"Enter another {bad.Name}.");
        }

        return keys.Count == 0
            ? new(StepState.ToDo, "No key yet. scribe, the built-in agent, needs none.")
            : new(StepState.Done, string.Join(", ", keys.Select(one => $"{one.Credential.Name}{(one.Credential.Source == CredentialView.Shared ? " (shared)" : "")}").Take(5)) + " is set.");
    }

    /// <summary>The runner of new tasks: nothing is missing, and a worker was seen.</summary>
    public static SetupStep Runner(SetupFacts facts)
    {
        var look = facts.Checks.FirstOrDefault(check => check.Name == "runner");
        return (look, facts.Trial) switch
        {
            ({ Status: CheckStatus.Fail }, _) => new(StepState.Failing, look.Message, look.Remedy),
            (_, { Passed: false } trial) => new(StepState.Failing, trial.Message, trial.Remedy),
            (_, { Passed: true } trial) => new(StepState.Done, trial.Message),
            _ when HasWorked(facts) => new(StepState.Done, $"The {facts.Runner} runner has run a task."),
            _ => new(StepState.ToDo, look?.Message ?? $"The {facts.Runner} runner has not been looked at."),
        };
    }

    /// <summary>A command that came.</summary>
    public static SetupStep Comment(SetupFacts facts) => facts.Command switch
    {
        { Outcome: DeliveryOutcome.Accepted } heard => new(StepState.Done, $"Heard from {Place(heard)}."),
        { } refused => new(StepState.Failing, $"A command came from {Place(refused)}, but could not be understood ({refused.Reason}).", "TaskRelay's answer on the issue says what is accepted. Write another."),
        null when !Installation(facts).IsDone => new(StepState.Later, "Comes after the installation."),
        null => new(StepState.Waiting, $"Waits for a comment {(facts.Polls ? "to be read, which takes up to 20 seconds" : "to come by webhook")}."),
    };

    /// <summary>All that is needed for a task of an agent.</summary>
    public static bool IsWhole(SetupFacts facts) =>
        App(facts).IsDone && Installation(facts).IsDone && Runner(facts).IsDone && Comment(facts).IsDone;

    private static bool HasWorked(SetupFacts facts) =>
        facts.Command?.Status is Tasks.RelayTaskStatus.Succeeded;

    private static string Place(CommandSighting heard) => heard.Repository is { } name ? $"{name}#{heard.Issue}" : "GitHub";

    private static string Way(SetupFacts facts) => (facts.TakesWebhooks, facts.Polls) switch
    {
        (true, true) => "by webhook and by reading",
        (true, false) => "by webhook",
        _ => "by reading, every 20 seconds",
    };
}
