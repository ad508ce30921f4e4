namespace TaskRelay.Web.Queue.Serving;

/// <summary>Installations of the App, on whatever account.</summary>
/// <param name="Items">By the account's login.</param>
public sealed record AppInstallationList(IReadOnlyList<AppInstallation> Items);

/// <summary>An installation of the App.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="AccountId">Numeric id of the account that it is on.</param>
/// <param name="Account">That account's login.</param>
/// <param name="AccountType"><c>User</c>, <c>Organization</c> or <c>Enterprise</c>, as GitHub spells it.</param>
/// <param name="RepositorySelection"><c>all</c> or <c>selected</c>.</param>
/// <param name="Suspended">It is switched off for now.</param>
/// <param name="Served">Its repositories are worked on.</param>
/// <param name="ByConfiguration">The configuration serves it, which can't be changed here.</param>
/// <param name="ServedBy">Login of the administrator who serves it; null without one.</param>
/// <param name="Url">Where it is configured on GitHub.</param>
public sealed record AppInstallation(
    long Id, long AccountId, string Account, string AccountType, string? RepositorySelection, bool Suspended, bool Served, bool ByConfiguration, string? ServedBy,
    string? Url);

/// <summary>A wish to serve an account, or no longer.</summary>
/// <param name="Served">true serves its installations; false takes that back.</param>
public sealed record ServeRequest(bool? Served);
