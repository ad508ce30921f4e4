using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Queue;

/// <summary>Whether the operator serves an account's repositories.</summary>
public sealed class ServedAccounts(
    IOptionsMonitor<AdmissionOptions> options, RepositoryReader gitHub, IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Yes, no, or could not ask.</summary>
    public async Task<GitHubAnswer<bool>> ServesAsync(string owner, CancellationToken cancellationToken)
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

    private async Task<bool> IsAdministratorAsync(string owner, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var administrators = await context.Users.Where(user => user.IsAdministrator).Select(user => user.Login).ToListAsync(cancellationToken);
        return administrators.Contains(owner, StringComparer.OrdinalIgnoreCase);
    }
}
