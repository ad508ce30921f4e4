using Microsoft.Extensions.Options;
using TaskRelay.Contracts.Redaction;
using TaskRelay.Web.Agents;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// The second redaction: workers redact what they send, and the server does it again before anything is stored or
/// published, because a worker is hostile territory.
/// </summary>
public sealed class ServerRedactor(GitHubAppSource app, IOptionsMonitor<ProviderOptions> providers)
{
    private (GitHubApp App, ProviderOptions Providers, SecretRedactor Redactor)? _cached;

    /// <summary>The text without any secret that the server knows or that looks like one, and without NULs.</summary>
    public string Redact(string text, int atMost)
    {
        var bounded = text.Length > atMost ? string.Concat(text.AsSpan(0, atMost), "… [cut]") : text;
        return Current().Redact(bounded.Replace("\0", "", StringComparison.Ordinal));
    }

    private SecretRedactor Current()
    {
        var (known, shared) = (app.Current, providers.CurrentValue);
        if (_cached is { } cached && ReferenceEquals(cached.App, known) && ReferenceEquals(cached.Providers, shared))
        {
            return cached.Redactor;
        }

        string?[] secrets = [known.ClientSecret, known.PrivateKey, .. shared.Shared.Values];
        var redactor = new SecretRedactor(
            secrets.OfType<string>()
                .Concat(known.WebhookSecrets.Select(System.Text.Encoding.UTF8.GetString))
                .Where(secret => secret.Length > 0));
        _cached = (known, shared, redactor);
        return redactor;
    }
}
