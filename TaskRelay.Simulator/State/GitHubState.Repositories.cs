using TaskRelay.Simulator.Git;

namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly Dictionary<string, SimulatedRepository> _repositories = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, long> _formerNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A repository with one commit of <paramref name="files"/> on its default branch; the App is installed on it unless told not to.</summary>
    public SimulatedRepository AddRepository(
        string fullName, IReadOnlyDictionary<string, string>? files = null, bool isPrivate = false, bool installed = true,
        string defaultBranch = "main", string description = "")
    {
        var (owner, name) = fullName.Split('/') is [var first, var second] ? (first, second)
            : throw new ArgumentException($"{fullName} is not owner/name.", nameof(fullName));
        lock (_gate)
        {
            if (_repositories.ContainsKey(fullName))
                throw new ArgumentException($"{fullName} exists already.", nameof(fullName));
            var account = FindUser(owner) ?? AddOrganization(owner);
            var folder = Path.Combine(_folder, "repositories", account.Login, name + ".git");
            var author = People is [var person, ..] ? person : account;
            BareRepository.Create(folder, defaultBranch, Path.Combine(_folder, "hooks"))
                .Import(defaultBranch, files ?? new Dictionary<string, string> { ["README.md"] = $"# {name}\n" }, author, Now);
            var repository = new SimulatedRepository(
                ++_nextRepositoryId, account, name, isPrivate, defaultBranch, description, folder, Now);
            _repositories[fullName] = repository;
            if (installed)
                Install(owner, repository.Id);
            return repository;
        }
    }

    /// <summary>Gives a repository another name; the old one leads to it from then on, as on GitHub.</summary>
    public SimulatedRepository RenameRepository(string fullName, string newName)
    {
        lock (_gate)
        {
            var renamed = Repository(fullName) with { Name = newName };
            _repositories.Remove(fullName);
            _formerNames[fullName] = renamed.Id;
            return _repositories[renamed.FullName] = renamed;
        }
    }

    /// <summary>The repository that once had this name, if none has it now.</summary>
    internal SimulatedRepository? FindRenamed(string fullName)
    {
        lock (_gate)
            return FindRepository(fullName) is null && _formerNames.TryGetValue(fullName, out var id) ? FindRepository(id) : null;
    }

    public SimulatedRepository Repository(string fullName) =>
        FindRepository(fullName) ?? throw new ArgumentException($"No repository {fullName}.", nameof(fullName));

    public SimulatedRepository? FindRepository(string fullName)
    {
        lock (_gate)
            return _repositories.GetValueOrDefault(fullName);
    }

    internal SimulatedRepository? FindRepository(long id)
    {
        lock (_gate)
            return _repositories.Values.FirstOrDefault(repository => repository.Id == id);
    }

    public IReadOnlyList<SimulatedRepository> Repositories
    {
        get
        {
            lock (_gate)
                return [.. _repositories.Values.OrderBy(repository => repository.Id)];
        }
    }

    public void SetPrivate(string fullName, bool isPrivate = true)
    {
        lock (_gate)
            _repositories[fullName] = Repository(fullName) with { Private = isPrivate };
    }

    public void SetArchived(string fullName, bool archived = true)
    {
        lock (_gate)
            _repositories[fullName] = Repository(fullName) with { Archived = archived };
    }

    /// <summary>Branch names with the commit each stands at.</summary>
    public IReadOnlyDictionary<string, string> Branches(string repository) => Git(repository).Branches();

    /// <summary>A file's text at a branch or commit; null when it is not there.</summary>
    public string? ReadFile(string repository, string @ref, string path) => Git(repository).ReadFile(@ref, path);

    /// <summary>Commits straight onto a branch, as somebody's push would; a null text deletes the file. Answers the commit.</summary>
    public string Commit(string repository, string branch, IReadOnlyDictionary<string, string?> files, string message, string login)
    {
        var sha = Git(repository).Commit(branch, files, message, User(login), Now);
        NotePush(Repository(repository));
        return sha;
    }

    internal BareRepository Git(string repository) => Git(Repository(repository));

    internal static BareRepository Git(SimulatedRepository repository) => new(repository.GitFolder);
}
