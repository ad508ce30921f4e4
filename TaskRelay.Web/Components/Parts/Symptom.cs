using TaskRelay.Web.Components.Layout;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Something that goes wrong, by what somebody sees of it.</summary>
/// <param name="Seen">What they see.</param>
/// <param name="Why">What is behind it most often, and what to do.</param>
/// <param name="Action">Words of the link; null without one.</param>
/// <param name="Href">The page that mends it.</param>
public sealed record Symptom(string Seen, string Why, string? Action = null, string? Href = null)
{
    /// <summary>All of them; links to pages that this app does not have are left out.</summary>
    public static IReadOnlyList<Symptom> All(string mention) =>
    [
        .. new Symptom[]
        {
            new($"No reaction to @{mention} on an issue",
                "The comment did not arrive, or was no command: the mention has to begin a line, outside quotes and code, in a new comment, written by a person. Administrators see each delivery with its decision.",
                "Deliveries", "/admin"),
            new("A confused face, and nothing else", "The mention stood within a line. Write a new comment that begins with it; edits start nothing."),
            new("No reaction at all, on any issue", "GitHub can't reach this TaskRelay: its webhook address or secret is wrong, or it stands behind a firewall. Reading comments instead of being sent them needs no way in.",
                "Set-up", "/setup"),
            new("Rejected: the repository is not enabled", "The account is not served here, the repository was switched off, or who asked has not selected it in their own settings.", "Repositories", "/repositories"),
            new("Rejected: the App is not installed", "Its owner installs the GitHub App there, or adds the repository to the installation.", "Repositories", "/repositories"),
            new("Rejected: no key, or a key that the provider refuses", "Enter one for the agent's provider and test it there. A shared key is the operator's to set.", "Settings", "/settings"),
            new("Rejected: the sandbox is not available", "Agents run in a cage of bubblewrap, which this machine does not let them have. The start-up check says what is missing.", "Start-up check", "/admin"),
            new("It waits, and nothing runs", "Its page says why, in words: places are taken, the repository is paused, or GitHub can't be asked.", "What waits", "/tasks?status=queued&sort=created"),
            new("It failed while cloning", "The base branch does not exist, or the App may not read the repository any more."),
            new("It failed while pushing", "Files below .github/workflows/, which the App may not change, and protected branches are the common reasons. The work is kept as a patch on the task's page."),
            new("It timed out", "Its work so far is on its branch: a retry goes on from there. Ask for less at once, or raise the limit.", "Repositories", "/repositories"),
            new("The worker was lost", "It ended or fell silent without a report, mostly for lack of memory or disk. Another attempt is made by itself where some are left."),
            new("A list says that it may be incomplete", "GitHub can't be asked now which repositories you can push to. Only what you asked for yourself is shown until it can."),
            new("You are signed out again and again", "GitHub refuses your token, or the session ended on another page. Sign in anew; if that does not last, the keys in DataProtection:KeysPath are not kept.", "Dashboard", "/"),
        }.Select(symptom => symptom.Href is { } href && !NavEntry.Exists(href.Split('?')[0]) ? symptom with { Action = null, Href = null } : symptom),
    ];
}
