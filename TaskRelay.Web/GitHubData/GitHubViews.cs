namespace TaskRelay.Web.GitHubData;

/// <summary>The signed-in person, as GitHub shows them.</summary>
/// <param name="Id">GitHub's numeric id, which survives renames.</param>
/// <param name="Login">Their login now.</param>
/// <param name="Name">The name that they gave.</param>
/// <param name="Url">Their page.</param>
/// <param name="AvatarUrl">Their picture.</param>
/// <param name="Email">Their public address.</param>
/// <param name="Company">As they gave it.</param>
/// <param name="Bio">As they gave it.</param>
/// <param name="CreatedAt">When the account was made.</param>
public sealed record GitHubProfile(
    long Id, string Login, string? Name, string Url, string? AvatarUrl, string? Email, string? Company, string? Bio, DateTimeOffset? CreatedAt);

/// <summary>An account that the App is installed on.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Its login.</param>
/// <param name="Type"><c>User</c> or <c>Organization</c>, as GitHub spells it.</param>
/// <param name="Url">Its page.</param>
/// <param name="AvatarUrl">Its picture.</param>
public sealed record GitHubAccount(long Id, string Login, string Type, string? Url, string? AvatarUrl);

/// <summary>An installation of the App that the person can reach.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Account">Whose it is.</param>
/// <param name="RepositorySelection"><c>all</c> or <c>selected</c>.</param>
/// <param name="Permissions">What the App was granted: <c>read</c>, <c>write</c> or <c>admin</c> by name.</param>
/// <param name="Events">What GitHub tells the App of.</param>
/// <param name="Url">Where it is configured.</param>
/// <param name="SuspendedAt">Since when it is suspended; null when it is not.</param>
/// <param name="CreatedAt">When the App was installed.</param>
public sealed record GitHubInstallation(
    long Id,
    GitHubAccount Account,
    string? RepositorySelection,
    IReadOnlyDictionary<string, string> Permissions,
    IReadOnlyList<string> Events,
    string? Url,
    DateTimeOffset? SuspendedAt,
    DateTimeOffset? CreatedAt);

/// <summary>An organization of the person's.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Its login.</param>
/// <param name="Description">As it describes itself.</param>
/// <param name="Url">Its page.</param>
/// <param name="AvatarUrl">Its picture.</param>
public sealed record GitHubOrganization(long Id, string Login, string? Description, string Url, string? AvatarUrl);

/// <summary>A repository that the App is installed on and the person can reach.</summary>
/// <param name="Id">GitHub's numeric id, which survives renames.</param>
/// <param name="Owner">Login of its owner.</param>
/// <param name="Name">Its name.</param>
/// <param name="FullName"><c>owner/name</c>.</param>
/// <param name="Url">Its page.</param>
/// <param name="Private">Whether only those see it who were given access.</param>
/// <param name="DefaultBranch">Where work begins by default.</param>
/// <param name="Description">As it describes itself.</param>
/// <param name="InstallationId">Through which installation the App reaches it.</param>
/// <param name="Permissions">What the person may do there.</param>
/// <param name="PushedAt">The last push.</param>
/// <param name="Archived">Read-only: no task can work there.</param>
public sealed record GitHubRepository(
    long Id,
    string Owner,
    string Name,
    string FullName,
    string Url,
    bool Private,
    string DefaultBranch,
    string? Description,
    long InstallationId,
    GitHubPermissions Permissions,
    DateTimeOffset? PushedAt,
    bool Archived);

/// <summary>What the person may do in a repository; each includes those after it.</summary>
/// <param name="Admin">Everything.</param>
/// <param name="Maintain">Settings but the dangerous ones.</param>
/// <param name="Push">Write: enough to give TaskRelay commands.</param>
/// <param name="Triage">Labels and states of issues.</param>
/// <param name="Pull">Read.</param>
public sealed record GitHubPermissions(bool Admin, bool Maintain, bool Push, bool Triage, bool Pull);

/// <summary>An issue, or the conversation of a pull request.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its text in Markdown, as it was written.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
/// <param name="Labels">Names of its labels.</param>
/// <param name="Author">Login of its author; null when the account is gone.</param>
/// <param name="Url">Its page.</param>
/// <param name="CommentsCount">How many comments it has.</param>
/// <param name="IsPullRequest">Whether it is a pull request.</param>
public sealed record GitHubIssue(
    int Number, string Title, string? Body, string State, IReadOnlyList<string> Labels, string? Author, string Url, int CommentsCount, bool IsPullRequest);

/// <summary>A pull request as it is now.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="State"><c>open</c> or <c>closed</c>.</param>
/// <param name="Draft">Not ready for review.</param>
/// <param name="Merged">Whether it was merged.</param>
/// <param name="Url">Its page.</param>
/// <param name="ChangedFiles">Files that it changes.</param>
/// <param name="Additions">Lines that it adds.</param>
/// <param name="Deletions">Lines that it removes.</param>
public sealed record GitHubPullRequest(
    int Number, string Title, string State, bool Draft, bool Merged, string Url, int ChangedFiles, int Additions, int Deletions);

/// <summary>A file that a pull request changes.</summary>
/// <param name="Name">Its path.</param>
/// <param name="PreviousName">Its path before, where it was renamed.</param>
/// <param name="Status"><c>added</c>, <c>removed</c>, <c>modified</c>, <c>renamed</c>, …</param>
/// <param name="Additions">Lines added.</param>
/// <param name="Deletions">Lines removed.</param>
/// <param name="Patch">The change as a unified diff; null for binary files and for what GitHub finds too long.</param>
public sealed record GitHubChangedFile(string Name, string? PreviousName, string Status, int Additions, int Deletions, string? Patch);

/// <summary>What GitHub allows the caller's user token.</summary>
/// <param name="Resources">By GitHub's own name of each resource, such as <c>core</c>, <c>search</c>, <c>graphql</c>. Empty where the server has no limits.</param>
/// <param name="IsLow">Less than a tenth of <c>core</c> is left.</param>
public sealed record GitHubRateLimit(IReadOnlyDictionary<string, GitHubRateResource> Resources, bool IsLow);

/// <summary>One resource's allowance.</summary>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">Requests left.</param>
/// <param name="Used">Requests used.</param>
/// <param name="ResetAt">When the next window begins.</param>
public sealed record GitHubRateResource(int Limit, int Remaining, int Used, DateTimeOffset ResetAt);

/// <summary>All at a glance. A part that GitHub did not give is null, and a warning says why.</summary>
/// <param name="User">The person.</param>
/// <param name="Installations">Installations of the App that they can reach.</param>
/// <param name="Organizations">Their organizations.</param>
/// <param name="Repositories">How many repositories they can reach through the App.</param>
/// <param name="RateLimit">What is left of the token's allowance.</param>
/// <param name="Warnings">What is missing, and why.</param>
public sealed record GitHubSummary(
    GitHubProfile? User,
    IReadOnlyList<GitHubInstallation>? Installations,
    IReadOnlyList<GitHubOrganization>? Organizations,
    int? Repositories,
    GitHubRateLimit? RateLimit,
    IReadOnlyList<GitHubWarning> Warnings);

/// <summary>A part of the summary that is missing, or not whole.</summary>
/// <param name="Part">Name of the member: <c>user</c>, <c>installations</c>, <c>organizations</c>, <c>repositories</c>, <c>rateLimit</c>.</param>
/// <param name="Code">The code that the part's own address would answer.</param>
/// <param name="Message">What to do about it.</param>
public sealed record GitHubWarning(string Part, string Code, string Message);

/// <summary>A page of repositories.</summary>
/// <param name="Items">By full name.</param>
/// <param name="NextCursor">Give it back as <c>cursor</c>; null on the last page.</param>
public sealed record GitHubRepositoryList(IReadOnlyList<GitHubRepository> Items, string? NextCursor);

/// <summary>Installations of the App that the person can reach.</summary>
/// <param name="Items">All of them.</param>
public sealed record GitHubInstallationList(IReadOnlyList<GitHubInstallation> Items);

/// <summary>The person's organizations.</summary>
/// <param name="Items">All of them.</param>
public sealed record GitHubOrganizationList(IReadOnlyList<GitHubOrganization> Items);
