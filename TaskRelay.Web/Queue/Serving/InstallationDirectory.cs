using System.Text.Json;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Queue.Serving;

/// <summary>Every installation of the App, and whether it is served; for administrators.</summary>
public sealed class InstallationDirectory(PageReader pages, ServedAccounts accounts)
{
    /// <summary>A bound for a list that does not end.</summary>
    private const int MostPages = 100;

    /// <summary>All of them as GitHub lists them now, by account.</summary>
    public async Task<GitHubAnswer<IReadOnlyList<AppInstallation>>> ListAsync(CancellationToken cancellationToken)
    {
        var given = (await accounts.GivenAsync(cancellationToken)).ToDictionary(row => row.AccountId);
        var found = new List<AppInstallation>();
        string? path = "app/installations?per_page=100";
        for (var page = 0; path is not null && page < MostPages; page++)
        {
            if (await pages.AsAppAsync(HttpMethod.Get, path, cancellationToken) is var answer && answer is not GitHubAnswer<GitHubPage>.Ok { Value: var list })
            {
                return answer.Select<GitHubPage, IReadOnlyList<AppInstallation>>(_ => []);
            }

            foreach (var row in list.Items(null))
            {
                if (Read(row) is not { } installation)
                {
                    continue;
                }

                switch (await accounts.ConfiguredAsync(installation.Account, cancellationToken))
                {
                    case GitHubAnswer<bool>.Ok(var configured):
                        var word = given.GetValueOrDefault(installation.AccountId);
                        found.Add(installation with { Served = configured || word is not null, ByConfiguration = configured, ServedBy = word?.ByLogin });
                        break;
                    case var other:
                        return other.Select<bool, IReadOnlyList<AppInstallation>>(_ => []);
                }
            }

            path = list.Next;
        }

        return new GitHubAnswer<IReadOnlyList<AppInstallation>>.Ok([.. found.OrderBy(one => one.Account, StringComparer.OrdinalIgnoreCase)]);
    }

    private static AppInstallation? Read(JsonElement row) =>
        row.TryGetProperty("account", out var account) && account.ValueKind == JsonValueKind.Object && (Text(account, "login") ?? Text(account, "slug")) is { } login
            ? new AppInstallation(
                row.GetProperty("id").GetInt64(),
                account.GetProperty("id").GetInt64(),
                login,
                Text(row, "target_type") ?? Text(account, "type") ?? "",
                Text(row, "repository_selection"),
                Text(row, "suspended_at") is not null,
                false,
                false,
                null,
                Text(row, "html_url"))
            : null;

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
