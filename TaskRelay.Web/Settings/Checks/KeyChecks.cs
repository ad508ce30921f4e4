using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>
/// Whether an agent's key is good, asked before anything is spent. An answer is kept for minutes; tasks at the same
/// moment share one question. A provider that has nothing to ask for free is not asked: its keys pass.
/// </summary>
public sealed class KeyChecks(
    AnthropicCheck anthropic, ModelListCheck lists, SecretStore secrets, ProviderCatalogue providers, IOptionsMonitor<AnthropicOptions> options, TimeProvider clock)
{
    private const int MaxKept = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptRefusal = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KeptFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What the provider says of the key; null where there is nobody to ask.</summary>
    public async Task<KeyCheck?> OfAsync(AgentKeySet keys, CancellationToken cancellationToken)
    {
        if (QuestionOf(keys) is not var (provider, name, key))
        {
            return null;
        }

        var check = await AskAsync(provider, key, cancellationToken);
        if (keys.Own.FirstOrDefault(secret => secret.Name == name) is { } own && NeedsNote(own, check))
        {
            await secrets.NoteAsync(own, check, cancellationToken);
        }

        return check.IsUnsupported ? null : check;
    }

    /// <summary>Forgets what was said of a provider's key: it was asked about anew.</summary>
    public void Forget(string provider, string key) => _entries.TryRemove(IdOf(provider, key), out _);

    /// <summary>The first credential whose provider can be asked; an agent has those of one provider.</summary>
    private (ProviderDefinition Provider, string Name, string Key)? QuestionOf(AgentKeySet keys)
    {
        foreach (var (name, key) in keys.Values)
        {
            if (providers.OwnerOf(name) is { } provider && providers.VariableOf(provider.Id) == name
                && (provider.Id == ProviderCatalogue.Anthropic || lists.AddressOf(provider.Id) is not null))
            {
                return (provider, name, key);
            }
        }

        return null;
    }

    private async Task<KeyCheck> AskAsync(ProviderDefinition provider, string key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var entry = _entries.AddOrUpdate(
            IdOf(provider.Id, key), _ => Ask(provider, key, now), (_, known) => known.IsFresh(now) ? known : Ask(provider, key, now));
        if (_entries.Count > MaxKept)
        {
            foreach (var (id, old) in _entries.Where(pair => !pair.Value.IsFresh(now)))
            {
                _entries.TryRemove(id, out _);
            }
        }

        // Shared by callers, so none of them can cancel it; the client's own patience ends it.
        return await entry.Question.Value.WaitAsync(cancellationToken);
    }

    private Entry Ask(ProviderDefinition provider, string key, DateTimeOffset now) => new(now, new Lazy<Task<KeyCheck>>(() =>
        provider.Id == ProviderCatalogue.Anthropic
            ? anthropic.AskAsync(key, CancellationToken.None)
            : lists.AskAsync(provider.Id, provider.Name, key, CancellationToken.None)));

    private bool NeedsNote(UserSecret own, KeyCheck check) =>
        own.CheckStatus != check.Code || own.CheckedAt is not { } at || clock.GetUtcNow() - at > Kept;

    /// <summary>The key itself is no name to keep it under; another address is another question.</summary>
    private string IdOf(string provider, string key)
    {
        var address = provider == ProviderCatalogue.Anthropic ? options.CurrentValue.BaseUrl : lists.AddressOf(provider);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{address}\n{key}")));
    }

    private sealed record Entry(DateTimeOffset At, Lazy<Task<KeyCheck>> Question)
    {
        public bool IsFresh(DateTimeOffset now) => now - At < Life;

        private TimeSpan Life => Question is { IsValueCreated: true, Value.IsCompleted: true }
            ? Question.Value switch
            {
                { IsCompletedSuccessfully: false } => TimeSpan.Zero,
                { Result.IsOk: true } or { Result.IsUnsupported: true } => Kept,
                { Result.IsRefused: true } => KeptRefusal,
                _ => KeptFailure,
            }
            : Kept;
    }
}
