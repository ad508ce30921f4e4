using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Queue.Serving;

/// <summary>
/// Whether the operator serves an account's repositories: by the configuration, or by an administrator's word beside
/// it. The word adds accounts and takes none away.
/// </summary>
public sealed class ServedAccounts(
    IOptionsMonitor<AdmissionOptions> options, RepositoryReader gitHub, IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Yes, no, or could not ask. Words are about accounts by their id: without one, only the configuration counts.</summary>
    public async Task<GitHubAnswer<bool>> ServesAsync(string owner, long? accountId, CancellationToken cancellationToken) =>
        accountId is { } id && await IsGivenAsync(id, cancellationToken)
            ? new GitHubAnswer<bool>.Ok(true)
            : await ConfiguredAsync(owner, cancellationToken);

    /// <summary>The same for an account whose id is not known yet; it is asked for only where words were given.</summary>
    public async Task<GitHubAnswer<bool>> ServesAsync(string owner, string repository, CancellationToken cancellationToken)
    {
        var configured = await ConfiguredAsync(owner, cancellationToken);
        if (configured is GitHubAnswer<bool>.Ok { Value: true } || !await AnyGivenAsync(cancellationToken))
        {
            return configured;
        }

        return await gitHub.FindInstallationAsync(owner, repository, cancellationToken) switch
        {
            GitHubAnswer<InstallationInfo>.Ok(var found) when await IsGivenAsync(found.AccountId, cancellationToken) => new GitHubAnswer<bool>.Ok(true),
            GitHubAnswer<InstallationInfo>.Unavailable(var message, var retryAt) => new GitHubAnswer<bool>.Unavailable(message, retryAt),
            _ => configured,
        };
    }

    /// <summary>Whether the configuration alone serves it: its list, or where that is empty the App's owner and the administrators.</summary>
    public async Task<GitHubAnswer<bool>> ConfiguredAsync(string owner, CancellationToken cancellationToken)
    {
        var accounts = options.CurrentValue.Accounts;
        if (accounts.Length > 0)
        {
            return new GitHubAnswer<bool>.Ok(
                accounts.Contains("*") || accounts.Contains(owner, StringComparer.OrdinalIgnoreCase));
        }

        if (await IsAdministratorAsync(owner, cancellationToken))
        {
            return new GitHubAnswer<bool>.Ok(true);
        }

        return await gitHub.AppOwnerAsync(cancellationToken) switch
        {
            GitHubAnswer<AccountInfo>.Ok ok => new GitHubAnswer<bool>.Ok(
                string.Equals(ok.Value.Login, owner, StringComparison.OrdinalIgnoreCase)),
            GitHubAnswer<AccountInfo>.No no => new GitHubAnswer<bool>.Unavailable($"GitHub does not know the App: {no.Message}", null),
            GitHubAnswer<AccountInfo>.Unavailable away => new GitHubAnswer<bool>.Unavailable(away.Message, away.RetryAt),
            _ => throw new InvalidOperationException("Unknown answer."),
        };
    }

    /// <summary>Accounts that administrators serve, by id.</summary>
    public async Task<IReadOnlyList<ServedAccount>> GivenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ServedAccounts.AsNoTracking().OrderBy(row => row.AccountId).ToListAsync(cancellationToken);
    }

    private async Task<bool> IsGivenAsync(long accountId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ServedAccounts.AnyAsync(row => row.AccountId == accountId, cancellationToken);
    }

    private async Task<bool> AnyGivenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ServedAccounts.AnyAsync(cancellationToken);
    }

    private async Task<bool> IsAdministratorAsync(string owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var administrators = await context.Users.Where(user => user.IsAdministrator).Select(user => user.Login).ToListAsync(cancellationToken);
        return administrators.Contains(owner, StringComparer.OrdinalIgnoreCase);
    }
}
