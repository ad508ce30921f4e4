using Octokit;

namespace TaskRelay.Web.GitHub;

/// <summary>The last step of GitHub's manifest flow: the code that a browser brought back, against the new App and its secrets.</summary>
public sealed class ManifestConversions(GitHubClients clients, TimeProvider clock)
{
    /// <summary>A no with 404: the code is unknown, was used before, or is older than an hour.</summary>
    public async Task<GitHubAnswer<MadeApp>> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        var answer = await GitHubFailures.AskAsync(
            async () => (await clients.ForNobody().Connection.Post<WireMadeApp>(
                new Uri($"app-manifests/{Uri.EscapeDataString(code)}/conversions", UriKind.Relative), cancellationToken)).Body,
            clock,
            cancellationToken);
        return answer.Then<WireMadeApp, MadeApp>(made =>
            made is { Id: > 0, Slug.Length: > 0, ClientId.Length: > 0, ClientSecret.Length: > 0, Pem.Length: > 0 }
                ? new GitHubAnswer<MadeApp>.Ok(new MadeApp
                {
                    Id = made.Id,
                    Slug = made.Slug,
                    ClientId = made.ClientId,
                    ClientSecret = made.ClientSecret,
                    PrivateKey = made.Pem,
                    WebhookSecret = made.WebhookSecret is { Length: > 0 } secret ? secret : null,
                })
                : new GitHubAnswer<MadeApp>.Unavailable("GitHub's answer lacked parts of the App.", null));
    }

    private sealed class WireMadeApp
    {
        public long Id { get; init; }

        public string? Slug { get; init; }

        public string? ClientId { get; init; }

        public string? ClientSecret { get; init; }

        public string? WebhookSecret { get; init; }

        public string? Pem { get; init; }
    }
}
