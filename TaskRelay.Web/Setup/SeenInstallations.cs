using System.Text.Json;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue.Serving;

namespace TaskRelay.Web.Setup;

/// <summary>Where the App is installed. Asked of GitHub at most every few seconds, however many pages look.</summary>
public sealed class SeenInstallations(PageReader pages, GitHubAppSource apps, ServedAccounts accounts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan KeptNone = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _one = new(1);
    private (GitHubApp Of, DateTimeOffset Until, GitHubAnswer<IReadOnlyList<SeenInstallation>> Answer)? _known;

    /// <summary>The first hundred; nobody sets up with more.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<SeenInstallation>>> ListAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var app = apps.Current;
            if (_known is { } known && ReferenceEquals(known.Of, app) && clock.GetUtcNow() < known.Until)
            {
                return known.Answer;
            }

            var answer = await AskAsync(cancellationToken);
            var isSettled = answer is GitHubAnswer<IReadOnlyList<SeenInstallation>>.Ok { Value.Count: > 0 };
            _known = (app, clock.GetUtcNow() + (isSettled ? Kept : KeptNone), answer);
            return answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<GitHubAnswer<IReadOnlyList<SeenInstallation>>> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await pages.AsAppAsync(HttpMethod.Get, "app/installations?per_page=100", cancellationToken);
        if (answer is not GitHubAnswer<GitHubPage>.Ok { Value: var page })
        {
            return answer.Select<GitHubPage, IReadOnlyList<SeenInstallation>>(_ => []);
        }

        var seen = new List<SeenInstallation>();
        foreach (var row in page.Items())
        {
            if (row.TryGetProperty("account", out var account) && account.ValueKind == JsonValueKind.Object
                && account.TryGetProperty("login", out var login) && login.GetString() is { } name)
            {
                var isSuspended = row.TryGetProperty("suspended_at", out var suspended) && suspended.ValueKind != JsonValueKind.Null;
                var served = await accounts.ServesAsync(name, account.TryGetProperty("id", out var id) ? id.GetInt64() : null, cancellationToken);
                seen.Add(new SeenInstallation(row.GetProperty("id").GetInt64(), name, isSuspended, served is GitHubAnswer<bool>.Ok { Value: var serves } ? serves : null));
            }
        }

        return new GitHubAnswer<IReadOnlyList<SeenInstallation>>.Ok(seen);
    }
}
