namespace TaskRelay.Web.Auth;

/// <summary>An installation of the App, as GitHub lists it for a person who can reach it.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="AccountId">Numeric id of the account that it is on.</param>
/// <param name="Account">That account's login.</param>
/// <param name="AccountType"><c>User</c>, <c>Organization</c> or <c>Enterprise</c>, as GitHub spells it.</param>
/// <param name="RepositorySelection"><c>all</c> or <c>selected</c>.</param>
/// <param name="Suspended">Whether it is switched off for now.</param>
/// <param name="Url">Where it is configured on GitHub.</param>
public sealed record ListedInstallation(
    long Id, long AccountId, string Account, string AccountType, string? RepositorySelection, bool Suspended, string? Url);
