using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// What the page of repositories shows: those that the person can push to, and for an administrator of this TaskRelay
/// every one that is served, with every installation of the App.
/// </summary>
public sealed class RepositoryDirectory(
    GitHubUserQueries gitHub, EnabledRepositories served, InstallationDirectory installations, ServedAccounts accounts, RepositoryQueries settings)
{
    /// <summary>As it is now. A part that GitHub does not give is left out and said.</summary>
    public async Task<RepositoryListing> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var trouble = new List<string>();
        var decided = await settings.AllAsync(cancellationToken);
        var places = await InstallationsAsync(caller, trouble, cancellationToken);
        var rows = new Dictionary<long, ListedRepository>();
        switch (await gitHub.RepositoriesAsync(caller, null, cancellationToken))
        {
            case GitHubRead<IReadOnlyList<GitHubRepository>>.Found(var own, var isPartial):
                foreach (var one in own.Where(one => one.Permissions.Push || caller.IsAdministrator))
                {
                    rows[one.Id] = new ListedRepository(
                        one.Id, one.FullName, one.Description, one.Private, one.Archived,
                        places.FirstOrDefault(place => place.Id == one.InstallationId)?.Served ?? true,
                        one.Permissions.Admin || caller.IsAdministrator, decided.GetValueOrDefault(one.Id));
                }

                if (isPartial)
                {
                    trouble.Add("GitHub leaves out what lies behind an organization's single sign-on.");
                }

                break;
            case GitHubRead<IReadOnlyList<GitHubRepository>>.Failed(var failure):
                trouble.Add(failure.Message);
                break;
        }

        if (caller.IsAdministrator)
        {
            await AddServedAsync(rows, decided, trouble, cancellationToken);
        }

        return new RepositoryListing(
            places, [.. rows.Values.OrderBy(row => row.FullName, StringComparer.OrdinalIgnoreCase)], trouble.Count == 0 ? null : string.Join(" ", trouble.Distinct()));
    }

    private async Task AddServedAsync(
        Dictionary<long, ListedRepository> rows, IReadOnlyDictionary<long, RepositorySettings> decided, List<string> trouble, CancellationToken cancellationToken)
    {
        switch (await served.ServedAsync(cancellationToken))
        {
            case GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok(var all):
                foreach (var one in all)
                {
                    rows.TryAdd(one.Id, new ListedRepository(
                        one.Id, $"{one.Owner}/{one.Name}", null, null, false, true, true, decided.GetValueOrDefault(one.Id)));
                }

                break;
            case GitHubAnswer<IReadOnlyList<EnabledRepository>>.Unavailable(var message, _):
                trouble.Add(message);
                break;
            case GitHubAnswer<IReadOnlyList<EnabledRepository>>.No(_, var message):
                trouble.Add(message);
                break;
        }
    }

    /// <summary>An administrator sees all, others those that they can reach.</summary>
    private async Task<IReadOnlyList<AppInstallation>> InstallationsAsync(Caller caller, List<string> trouble, CancellationToken cancellationToken)
    {
        if (caller.IsAdministrator)
        {
            switch (await installations.ListAsync(cancellationToken))
            {
                case GitHubAnswer<IReadOnlyList<AppInstallation>>.Ok(var all):
                    return all;
                case GitHubAnswer<IReadOnlyList<AppInstallation>>.Unavailable(var message, _):
                    trouble.Add(message);
                    break;
                case GitHubAnswer<IReadOnlyList<AppInstallation>>.No(_, var message):
                    trouble.Add(message);
                    break;
            }
        }

        switch (await gitHub.InstallationsAsync(caller, cancellationToken))
        {
            case GitHubRead<IReadOnlyList<GitHubInstallation>>.Found(var own, _):
                var places = new List<AppInstallation>();
                foreach (var one in own)
                {
                    // Without GitHub's word nothing is said against an account.
                    var isServed = await accounts.ServesAsync(one.Account.Login, one.Account.Id, cancellationToken) is not GitHubAnswer<bool>.Ok { Value: false };
                    places.Add(new AppInstallation(
                        one.Id, one.Account.Id, one.Account.Login, one.Account.Type, one.RepositorySelection, one.SuspendedAt is not null, isServed, false, null, one.Url));
                }

                return [.. places.OrderBy(one => one.Account, StringComparer.OrdinalIgnoreCase)];
            case GitHubRead<IReadOnlyList<GitHubInstallation>>.Failed(var failure):
                trouble.Add(failure.Message);
                break;
        }

        return [];
    }
}
