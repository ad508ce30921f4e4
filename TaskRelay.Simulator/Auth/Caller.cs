using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Auth;

/// <summary>Who makes a request, and what they may do where.</summary>
internal sealed record Caller(TokenKind Kind, GitHubState State)
{
    /// <summary>The person, or the App's bot for an installation; null for nobody and for the App itself.</summary>
    public SimulatedUser? Account { get; init; }
    public GrantedToken? Token { get; init; }
    public SimulatedInstallation? Installation { get; init; }

    /// <summary>Why the credentials were not accepted.</summary>
    public string? Refusal { get; init; }

    public bool IsApp => Kind == TokenKind.Installation;

    public bool IsPerson => Kind is TokenKind.User or TokenKind.Personal;

    /// <summary>Whose hourly allowance this request counts against.</summary>
    public string RateKey => Kind switch
    {
        TokenKind.Installation => $"installation {Installation!.Id}",
        TokenKind.User or TokenKind.Personal => $"user {Account!.Id}",
        TokenKind.App => "app",
        _ => "anonymous",
    };

    public bool CanSee(SimulatedRepository repository) => !repository.Private || Kind switch
    {
        TokenKind.Installation => Covers(repository),
        TokenKind.Personal => Role(repository) >= Roles.Read,
        TokenKind.User => Role(repository) >= Roles.Read && State.InstallationOf(repository) is not null,
        _ => false,
    };

    public bool May(SimulatedRepository repository, Need need) => Kind switch
    {
        TokenKind.None => need.Level <= AccessLevel.Read,
        TokenKind.Installation => AppMay(repository, need),
        TokenKind.Personal => Role(repository) >= need.Role,
        // A person's token from the App does what both of them may.
        TokenKind.User => Role(repository) >= need.Role && InstallationMay(repository, need),
        _ => false,
    };

    public int Role(SimulatedRepository repository) => Account is null ? 0 : Roles.Rank(State.EffectiveRole(repository, Account));

    /// <summary>The installation token was made for this repository, and the App is still installed on it.</summary>
    public bool Covers(SimulatedRepository repository) =>
        Installation is not null
        && State.FindInstallation(Installation.Id)?.RepositoryIds.Contains(repository.Id) == true
        && Token?.RepositoryIds?.Contains(repository.Id) != false;

    private bool AppMay(SimulatedRepository repository, Need need)
    {
        // What is public may be read with any token; all else is a matter of what this token was made for.
        if (!repository.Private && need.Level <= AccessLevel.Read)
            return true;
        return Covers(repository) && Level(Token!.Permissions!, need) >= need.Level;
    }

    private bool InstallationMay(SimulatedRepository repository, Need need) =>
        State.InstallationOf(repository) is { } installation
            ? Level(installation.Permissions, need) >= need.Level
            : !repository.Private && need.Level <= AccessLevel.Read;

    private static AccessLevel Level(IReadOnlyDictionary<string, string> permissions, Need need) =>
        need.Permission == "metadata" ? AccessLevel.Read : Need.Parse(permissions.GetValueOrDefault(need.Permission));
}
