namespace TaskRelay.Web.Auth;

/// <summary>Whose a user token is.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Their login now.</param>
/// <param name="Name">The name that they gave.</param>
public sealed record GitHubPerson(long Id, string Login, string? Name);
