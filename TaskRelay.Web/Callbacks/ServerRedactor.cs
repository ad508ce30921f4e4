using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Options;
using TaskRelay.Contracts.Redaction;
using TaskRelay.Web.Agents;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// The second redaction: workers redact what they send, and the server does it again before anything is stored or
/// published, because a worker is hostile territory. It knows the instance's secrets and those of the person whose task
/// it is: an agent gets no others, and nobody's entry can blot out another's texts.
/// </summary>
public sealed class ServerRedactor(
    GitHubAppSource app, IOptionsMonitor<ProviderOptions> providers, IOptionsMonitor<FlyOptions> fly, SecretStore secrets)
{
    private const int MaxPeople = 1000;
    private const int MaxValues = 100;

    /// <summary>Nobody on GitHub has this number.</summary>
    private const long Instance = 0;

    private readonly ConcurrentDictionary<long, Known> _people = new();

    /// <summary>A text that is nobody's task's, without the instance's secrets.</summary>
    public string Redact(string text, int atMost) => Current(Instance, []).Redact(text, atMost);

    /// <summary>The redactor for a person's tasks, with what they have stored now and have had stored since the start: a worker may still hold that.</summary>
    public async Task<TaskRedactor> ForAsync(long userId, CancellationToken cancellationToken) =>
        Current(userId, await secrets.ValuesAsync(userId, cancellationToken));

    private TaskRedactor Current(long userId, IReadOnlyList<string> values)
    {
        if (_people.Count > MaxPeople)
        {
            _people.Clear();
        }

        return _people.AddOrUpdate(userId, _ => Made([], values), (_, known) => IsCurrent(known, values) ? known : Made(known.Values, values)).Redactor;
    }

    private bool IsCurrent(Known known, IReadOnlyList<string> values) =>
        ReferenceEquals(known.App, app.Current) && ReferenceEquals(known.Providers, providers.CurrentValue)
        && ReferenceEquals(known.Fly, fly.CurrentValue) && values.All(known.Values.Contains);

    private Known Made(ImmutableList<string> before, IReadOnlyList<string> values)
    {
        // The newest last, so that the oldest fall out.
        var all = before.RemoveRange(values).AddRange(values);
        all = all.RemoveRange(0, Math.Max(0, all.Count - MaxValues));
        var (current, shared, account) = (app.Current, providers.CurrentValue, fly.CurrentValue);
        string?[] known = [current.ClientSecret, current.PrivateKey, account.ApiToken, .. shared.Shared.Values, .. current.WebhookSecrets.Select(Encoding.UTF8.GetString), .. all];
        return new Known(current, shared, account, all, new TaskRedactor(new SecretRedactor(known.OfType<string>().Where(secret => secret.Length > 0))));
    }

    private sealed record Known(GitHubApp App, ProviderOptions Providers, FlyOptions Fly, ImmutableList<string> Values, TaskRedactor Redactor);
}
