using System.Text.Json;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// Asks GitHub what it still allows the App, installation by installation. That question costs nothing of the
/// allowance; its answer is kept for half a minute, and callers at the same moment share one.
/// </summary>
public sealed class InstallationAllowances(PageReader pages, TimeProvider clock)
{
    /// <summary>Installations that are asked about.</summary>
    public const int MaxInstallations = 50;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private static readonly string[] Resources = ["core", "graphql", "search"];

    private readonly Lock _gate = new();
    private Task<AllowanceReport>? _report;
    private DateTimeOffset _askedAt;

    /// <summary>As it is now, or was a moment ago.</summary>
    public Task<AllowanceReport> AskAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_report is null || _report.IsFaulted || (_report.IsCompleted && now - _askedAt >= Kept))
            {
                // Shared by callers, so none of them can cancel it; the transport ends each exchange.
                (_report, _askedAt) = (Task.Run(() => AskAllAsync(now), CancellationToken.None), now);
            }

            return _report.WaitAsync(cancellationToken);
        }
    }

    private async Task<AllowanceReport> AskAllAsync(DateTimeOffset now)
    {
        switch (await pages.AsAppAsync(HttpMethod.Get, "app/installations?per_page=100", CancellationToken.None))
        {
            case GitHubAnswer<GitHubPage>.Ok(var page):
                var listed = page.Items().ToList();
                var known = new List<InstallationAllowance>();
                foreach (var installation in listed.Take(MaxInstallations))
                {
                    known.Add(await OfAsync(installation));
                }

                return new AllowanceReport(now, known, listed.Count > MaxInstallations || page.Next is not null, null);
            case GitHubAnswer<GitHubPage>.No(_, var message):
                return new AllowanceReport(now, [], false, message);
            case GitHubAnswer<GitHubPage>.Unavailable(var message, _):
                return new AllowanceReport(now, [], false, message);
            default:
                throw new InvalidOperationException("GitHub's answer has three forms.");
        }
    }

    private async Task<InstallationAllowance> OfAsync(JsonElement installation)
    {
        var id = installation.GetProperty("id").GetInt64();
        var account = installation.TryGetProperty("account", out var owner) && owner.ValueKind == JsonValueKind.Object
            && owner.TryGetProperty("login", out var login) ? login.GetString() ?? "" : "";
        if (installation.TryGetProperty("suspended_at", out var suspended) && suspended.ValueKind != JsonValueKind.Null)
        {
            return new InstallationAllowance(id, account, true, [], null);
        }

        return await pages.AsInstallationAsync(id, "rate_limit", null, CancellationToken.None) switch
        {
            GitHubAnswer<GitHubPage>.Ok(var page) => new InstallationAllowance(id, account, false, Read(page.Content), null),

            // A server whose operator has switched limits off has no such page.
            GitHubAnswer<GitHubPage>.No(404, _) => new InstallationAllowance(id, account, false, [], null),
            GitHubAnswer<GitHubPage>.No(_, var message) => new InstallationAllowance(id, account, false, [], message),
            GitHubAnswer<GitHubPage>.Unavailable(var message, _) => new InstallationAllowance(id, account, false, [], message),
            _ => throw new InvalidOperationException("GitHub's answer has three forms."),
        };
    }

    private static List<Allowance> Read(JsonElement? content)
    {
        var read = new List<Allowance>();
        if (content is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("resources", out var resources))
        {
            foreach (var name in Resources)
            {
                if (resources.TryGetProperty(name, out var one)
                    && one.TryGetProperty("limit", out var limit) && limit.TryGetInt32(out var most)
                    && one.TryGetProperty("remaining", out var remaining) && remaining.TryGetInt32(out var left)
                    && one.TryGetProperty("reset", out var reset) && reset.TryGetInt64(out var at) && at is >= 0 and < 253_402_300_800)
                {
                    read.Add(new Allowance(name, most, left, DateTimeOffset.FromUnixTimeSeconds(at)));
                }
            }
        }

        return read;
    }
}
