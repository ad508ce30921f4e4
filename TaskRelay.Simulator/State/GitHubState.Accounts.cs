namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly Dictionary<string, SimulatedUser> _users = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(long Repository, long User), string> _roles = [];

    /// <summary>A person, with a personal API token.</summary>
    public SimulatedUser AddUser(string login, string? name = null) => AddAccount(login, name, "User");

    public SimulatedUser AddOrganization(string login, string? name = null) => AddAccount(login, name, "Organization");

    public SimulatedUser User(string login) =>
        FindUser(login) ?? throw new ArgumentException($"No account {login}.", nameof(login));

    public SimulatedUser? FindUser(string login)
    {
        lock (_gate)
            return _users.GetValueOrDefault(login);
    }

    public SimulatedUser? FindUser(long id)
    {
        lock (_gate)
            return _users.Values.FirstOrDefault(user => user.Id == id);
    }

    /// <summary>The people, in the order they were added.</summary>
    public IReadOnlyList<SimulatedUser> People
    {
        get
        {
            lock (_gate)
                return [.. _users.Values.Where(user => user.IsPerson).OrderBy(user => user.Id)];
        }
    }

    /// <summary>Gives the same account (same id) another login, as people do.</summary>
    public SimulatedUser Rename(string login, string newLogin)
    {
        lock (_gate)
        {
            var renamed = User(login) with { Login = newLogin };
            _users.Remove(login);
            return _users[newLogin] = renamed;
        }
    }

    /// <summary><paramref name="role"/>: admin, maintain, write, triage, read or none.</summary>
    public void SetPermission(string repository, string login, string role)
    {
        lock (_gate)
        {
            var key = (Repository(repository).Id, User(login).Id);
            if (Roles.Rank(role) == 0)
                _roles.Remove(key);
            else
                _roles[key] = role;
        }
    }

    /// <summary>The role that was given to this person, not counting what everybody may do on a public repository.</summary>
    public string PermissionOf(string repository, string login)
    {
        lock (_gate)
            return GivenRole(Repository(repository), User(login));
    }

    internal string GivenRole(SimulatedRepository repository, SimulatedUser user)
    {
        lock (_gate)
            return repository.Owner.Id == user.Id ? "admin" : _roles.GetValueOrDefault((repository.Id, user.Id), "none");
    }

    /// <summary>Their own account, and organizations: whoever administers one of its repositories counts as its owner here.</summary>
    internal bool Owns(SimulatedUser person, SimulatedUser account) =>
        person.Id == account.Id || Repositories.Any(repository => repository.Owner.Id == account.Id && GivenRole(repository, person) == "admin");

    internal string EffectiveRole(SimulatedRepository repository, SimulatedUser user) =>
        GivenRole(repository, user) is var role && role == "none" && !repository.Private ? "read" : role;

    private SimulatedUser AddAccount(string login, string? name, string type)
    {
        lock (_gate)
        {
            if (_users.ContainsKey(login))
                throw new ArgumentException($"{login} exists already.", nameof(login));
            var token = type == "User" ? $"sim_{login}_{TokenStore.RandomWord(24)}" : null;
            var user = new SimulatedUser(++_nextUserId, login, name ?? login, type, token);
            if (token is not null)
                Tokens.Add(new GrantedToken(token, TokenKind.Personal) { User = user });
            return _users[login] = user;
        }
    }
}
