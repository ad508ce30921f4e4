using System.Text.Json;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// Where commands may be written: the repositories of the App's installations on served accounts. GitHub's lists are
/// kept for two minutes once they name any; what is decided here holds at the next look.
/// </summary>
public sealed class EnabledRepositories(PageReader pages, ServedAccounts accounts, RepositoryQueries settings, TimeProvider clock)
{
    /// <summary>A bound for lists that do not end.</summary>
    private const int MostPages = 100;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    /// <summary>While there is nothing, somebody is probably about to install the App.</summary>
    private static readonly TimeSpan KeptNothing = TimeSpan.FromSeconds(15);

    private IReadOnlyList<EnabledRepository> _known = [];
    private IReadOnlyList<long> _given = [];
    private DateTimeOffset _until;

    /// <summary>Those that are not switched off.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<EnabledRepository>>> ListAsync(CancellationToken cancellationToken)
    {
        var served = await ServedAsync(cancellationToken);
        var off = await settings.DisabledAsync(cancellationToken);
        return off.Count == 0 ? served : served.Select<IReadOnlyList<EnabledRepository>, IReadOnlyList<EnabledRepository>>(all => [.. all.Where(one => !off.Contains(one.Id))]);
    }

    /// <summary>All of them. An installation that can't be read is left out until the next time and keeps no other from being read.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<EnabledRepository>>> ServedAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        IReadOnlyList<long> given = [.. (await accounts.GivenAsync(cancellationToken)).Select(row => row.AccountId)];
        if (now < _until && given.SequenceEqual(_given))
        {
            return new GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok(_known);
        }

        var installations = await ReadAllAsync(path => pages.AsAppAsync(HttpMethod.Get, path, cancellationToken), "app/installations?per_page=100", null);
        if (installations is not GitHubAnswer<List<JsonElement>>.Ok { Value: var listed })
        {
            return installations.Select<List<JsonElement>, IReadOnlyList<EnabledRepository>>(_ => []);
        }

        var found = new List<EnabledRepository>();
        foreach (var installation in listed)
        {
            if (await ServedIdAsync(installation, cancellationToken) is { } id)
            {
                var repositories = await ReadAllAsync(
                    path => pages.AsInstallationAsync(id, path, null, cancellationToken), "installation/repositories?per_page=100", "repositories");
                found.AddRange(repositories is GitHubAnswer<List<JsonElement>>.Ok { Value: var rows } ? rows.Select(row => Repository(id, row)).OfType<EnabledRepository>() : []);
            }
        }

        (_known, _given, _until) = (found, given, now + (found.Count > 0 ? Kept : KeptNothing));
        return new GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok(found);
    }

    private async Task<long?> ServedIdAsync(JsonElement installation, CancellationToken cancellationToken)
    {
        var isSuspended = installation.TryGetProperty("suspended_at", out var suspended) && suspended.ValueKind != JsonValueKind.Null;
        if (isSuspended
            || !installation.TryGetProperty("account", out var account) || account.ValueKind != JsonValueKind.Object
            || !account.TryGetProperty("login", out var login) || login.GetString() is not { } name)
        {
            return null;
        }

        var accountId = account.TryGetProperty("id", out var number) && number.TryGetInt64(out var known) ? known : (long?)null;
        return await accounts.ServesAsync(name, accountId, cancellationToken) is GitHubAnswer<bool>.Ok { Value: true } ? installation.GetProperty("id").GetInt64() : null;
    }

    private static EnabledRepository? Repository(long installationId, JsonElement row) =>
        row.TryGetProperty("archived", out var archived) && archived.ValueKind == JsonValueKind.True
            ? null
            : new EnabledRepository(
                installationId, row.GetProperty("id").GetInt64(), row.GetProperty("owner").GetProperty("login").GetString()!, row.GetProperty("name").GetString()!);

    private static async Task<GitHubAnswer<List<JsonElement>>> ReadAllAsync(Func<string, Task<GitHubAnswer<GitHubPage>>> read, string first, string? wrapper)
    {
        var all = new List<JsonElement>();
        string? path = first;
        for (var page = 0; path is not null && page < MostPages; page++)
        {
            var answer = await read(path);
            if (answer is not GitHubAnswer<GitHubPage>.Ok { Value: var list })
            {
                return answer.Select(_ => all);
            }

            all.AddRange(list.Items(wrapper));
            path = list.Next;
        }

        return new GitHubAnswer<List<JsonElement>>.Ok(all);
    }
}
