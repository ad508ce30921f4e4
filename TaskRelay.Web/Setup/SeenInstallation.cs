namespace TaskRelay.Web.Setup;

/// <summary>An installation of the App, as GitHub lists it for the App itself.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Account">Login of the account that it is on.</param>
/// <param name="IsSuspended">Whether it is switched off for now.</param>
/// <param name="IsServed">Whether the operator serves this account; null when GitHub could not be asked.</param>
public sealed record SeenInstallation(long Id, string Account, bool IsSuspended, bool? IsServed);
