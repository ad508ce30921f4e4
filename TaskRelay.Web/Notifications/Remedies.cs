using System.Collections.Frozen;

namespace TaskRelay.Web.Notifications;

/// <summary>What a person can do about each error code.</summary>
public static class Remedies
{
    private const string Unknown = "The task's log on the dashboard says more.";

    private static readonly FrozenDictionary<string, string> ByCode = new Dictionary<string, string>
    {
        ["actor_not_permitted"] = "Ask somebody with write permission on this repository to give the command, or to give you that permission.",
        ["repository_not_enabled"] = "Select this repository in the dashboard's settings, or ask its administrators to enable it on the dashboard's repositories page; an account that is not served is served there by an administrator of this TaskRelay, or by `Admission:Accounts`.",
        ["repository_not_installed"] = "Install the GitHub App on this repository, then give the command again.",
        ["unknown_user"] = "Sign in to the dashboard once, then try again.",
        ["agent_disabled"] = "Name another agent in the command, or enable this one: in your settings on the dashboard, or in the repository's.",
        ["agent_unavailable"] = "Name another agent in the command, or ask the operator to install this agent's command on the runner.",
        ["sandbox_unavailable"] = "Ask the operator to make bubblewrap work on the runner: without it no agent is let near a repository.",
        ["credentials_missing"] = "Enter a key for the agent's provider in the dashboard's settings, or ask the operator for a shared one.",
        ["credentials_invalid"] = "The provider refused the key: enter a valid one in the dashboard's settings.",
        ["budget_exhausted"] = "Wait until the budget is renewed, or ask the operator to raise it.",
        ["fork_not_supported"] = "TaskRelay can't push to a fork: give the command on an issue, or on a pull request of this repository's own branch.",
        ["queue_expired"] = "The task waited too long for its turn: try again when less is running, or ask the operator to raise the limits.",
        ["launch_failed"] = "The runner could not start a worker: try again; if it stays, the operator finds the reason in the server's log.",
        ["worker_lost"] = "The worker ended or fell silent without a report: try again; if it stays, the operator should look at the runner's memory and disk.",
        ["clone_failed"] = "Check that the base branch exists and that the GitHub App may read this repository, then try again.",
        ["agent_failed"] = "The task's log on the dashboard shows what the agent did: a clearer or smaller instruction often helps.",
        ["agent_quota"] = "The agent's provider refused for lack of quota or credit: wait, or use another key or agent.",
        ["secret_in_changes"] = "A secret stood in the changes, so nothing was pushed: tell the agent to keep it out, and replace the secret if it was real.",
        ["push_refused"] = "GitHub refused the push. Changes below `.github/workflows/` and protected branches are common reasons; the work is kept as a patch on the task's page.",
        ["pull_request_failed"] = "The branch is pushed: open the pull request from it by hand, or try again.",
        ["timed_out"] = "Ask for less in one command, or ask the operator for a longer time limit; a retry goes on from the saved branch.",
        ["internal"] = "This is a fault of TaskRelay's own: try again, and report it with the task's id if it stays.",
    }.ToFrozenDictionary();

    /// <summary>The codes that have a remedy of their own.</summary>
    public static IReadOnlyCollection<string> Codes => ByCode.Keys;

    /// <summary>A sentence that says what to do.</summary>
    public static string For(string? code) => code is not null && ByCode.TryGetValue(code, out var remedy) ? remedy : Unknown;
}
