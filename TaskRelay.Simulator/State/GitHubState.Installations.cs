namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly Dictionary<long, SimulatedInstallation> _installations = [];

    public IReadOnlyList<SimulatedInstallation> Installations
    {
        get
        {
            lock (_gate)
                return [.. _installations.Values.OrderBy(installation => installation.Id)];
        }
    }

    /// <summary>Installs the App on an account, or adds repositories to what is installed there.</summary>
    public SimulatedInstallation Install(string account, params IEnumerable<long> repositoryIds)
    {
        lock (_gate)
        {
            var owner = User(account);
            var known = _installations.Values.FirstOrDefault(installation => installation.Account.Id == owner.Id)
                ?? new SimulatedInstallation(++_nextInstallationId, owner, App.Permissions, new HashSet<long>(), Now);
            return _installations[known.Id] = known with { RepositoryIds = known.RepositoryIds.Concat(repositoryIds).ToHashSet() };
        }
    }

    /// <summary>A new App is registered in the place of the old one: it is installed nowhere, and nobody has granted it anything.</summary>
    internal void Register(AppManifest manifest, string name, string owner)
    {
        lock (_gate)
        {
            App.Become(manifest, name, owner);
            _users.Remove(Bot.Login);
            Bot = new SimulatedUser(++_nextUserId, App.BotLogin, App.Name, "Bot", null);
            _users[Bot.Login] = Bot;
            _installations.Clear();
        }
        Tokens.RevokeWhere(token => token.Kind is TokenKind.User or TokenKind.Installation);
    }

    /// <summary>The account's owner installs the App on all that it has; the App is told.</summary>
    public SimulatedInstallation InstallByOwner(string account)
    {
        var installation = Install(account, Repositories.Where(repository => repository.Owner.Login == User(account).Login).Select(repository => repository.Id));
        Hooks.Installation("created", installation, installation.Account);
        return installation;
    }

    public void Uninstall(long installationId)
    {
        lock (_gate)
            _installations.Remove(installationId);
        Tokens.RevokeWhere(token => token.InstallationId == installationId);
    }

    /// <summary>The account's owner takes the App away; the App is told.</summary>
    public void UninstallByOwner(long installationId)
    {
        var installation = FindInstallation(installationId)!;
        Uninstall(installationId);
        Hooks.Installation("deleted", installation, installation.Account);
    }

    /// <summary>The account's owner suspends the App; the App is told.</summary>
    public void SuspendByOwner(long installationId)
    {
        Suspend(installationId);
        Hooks.Installation("suspend", FindInstallation(installationId)!, FindInstallation(installationId)!.Account);
    }

    /// <summary>The account's owner takes one repository out; the App is told.</summary>
    public void RemoveFromInstallationByOwner(string repository)
    {
        var installation = InstallationOf(repository)!;
        RemoveFromInstallation(repository);
        Hooks.InstallationRepositories(installation, Repository(repository), installation.Account);
    }

    /// <summary>Takes one repository out of its installation.</summary>
    public void RemoveFromInstallation(string repository)
    {
        lock (_gate)
        {
            var gone = Repository(repository).Id;
            foreach (var installation in Installations.Where(installation => installation.RepositoryIds.Contains(gone)))
                _installations[installation.Id] = installation with { RepositoryIds = installation.RepositoryIds.Where(id => id != gone).ToHashSet() };
        }
    }

    public void Suspend(long installationId, bool suspended = true)
    {
        lock (_gate)
            _installations[installationId] = _installations[installationId] with { SuspendedAt = suspended ? Now : null };
    }

    /// <summary>Changes what the App was granted here, for example to leave a permission out.</summary>
    public void SetPermissions(long installationId, IReadOnlyDictionary<string, string> permissions)
    {
        lock (_gate)
            _installations[installationId] = _installations[installationId] with { Permissions = permissions };
    }

    public SimulatedInstallation? FindInstallation(long id)
    {
        lock (_gate)
            return _installations.GetValueOrDefault(id);
    }

    /// <summary>The installation that covers a repository, if any does.</summary>
    public SimulatedInstallation? InstallationOf(string repository) => InstallationOf(Repository(repository));

    internal SimulatedInstallation? InstallationOf(SimulatedRepository repository)
    {
        lock (_gate)
            return _installations.Values.FirstOrDefault(installation => installation.RepositoryIds.Contains(repository.Id));
    }

    /// <summary>An installation token for one repository, without the way through the REST API.</summary>
    public string CreateInstallationToken(string repository, IReadOnlyDictionary<string, string>? permissions = null)
    {
        var installation = InstallationOf(repository) ?? throw new ArgumentException($"The App is not installed on {repository}.", nameof(repository));
        return GrantInstallationToken(installation, new HashSet<long> { Repository(repository).Id }, permissions ?? installation.Permissions).Value;
    }

    internal GrantedToken GrantInstallationToken(
        SimulatedInstallation installation, IReadOnlySet<long>? repositoryIds, IReadOnlyDictionary<string, string> permissions) =>
        Tokens.Add(new GrantedToken(TokenStore.InstallationTokenValue(App.AppId), TokenKind.Installation)
        {
            InstallationId = installation.Id,
            RepositoryIds = repositoryIds,
            Permissions = permissions,
            ExpiresAt = Now.AddHours(1),
        });
}
