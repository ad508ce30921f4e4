namespace TaskRelay.Web.Auth;

/// <summary>A person who has signed in, as administrators see them. Holds no secret.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Login">Their login when they last signed in.</param>
/// <param name="Name">The name that they gave on GitHub.</param>
/// <param name="AdministratorBy">The entry of the configuration that makes them administrator, or <see cref="Administrators.BySetup"/>; null when nothing does.</param>
/// <param name="FirstSignInAt">When they first signed in.</param>
/// <param name="LastSignInAt">When they last did.</param>
/// <param name="Sessions">Their living sessions.</param>
/// <param name="Tokens">Their living API tokens.</param>
/// <param name="Tasks">Tasks of theirs that are kept.</param>
public sealed record UserView(
    long Id, string Login, string? Name, string? AdministratorBy, DateTimeOffset FirstSignInAt, DateTimeOffset LastSignInAt, int Sessions, int Tokens, int Tasks);
