using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Settings.Checks;

/// <summary>Asks a provider about one credential, because somebody wants to know now; what it says of a stored one is noted.</summary>
public sealed class CredentialTests(
    AnthropicCheck anthropic,
    ModelListCheck lists,
    FlyCheck fly,
    KeyChecks checks,
    SecretStore secrets,
    ConfigQueries configs,
    ProviderCatalogue providers,
    IOptionsMonitor<ProviderOptions> shared)
{
    /// <summary>Whether the provider can be asked without anything being spent.</summary>
    public bool CanAsk(string name) => name == FlyToken.Name
        || (providers.OwnerOf(name) is { } provider && providers.VariableOf(provider.Id) == name
            && (provider.Id == ProviderCatalogue.Anthropic || lists.AddressOf(provider.Id) is not null));

    /// <summary>What the provider of a key says of the given value; without one, of the person's own, else of the shared one.</summary>
    public async Task<KeyCheck> AskAsync(long userId, string name, string? given, CancellationToken cancellationToken)
    {
        var provider = providers.OwnerOf(name) ?? throw new ArgumentOutOfRangeException(nameof(name), name, "No such credential.");
        if (given is not null)
        {
            return await AskAsync(provider, given, cancellationToken);
        }

        var own = await secrets.FindAsync(userId, name, cancellationToken);
        if (own is { Value: null })
        {
            return new KeyCheck(CheckCodes.Unreadable, CheckCodes.UnreadableWords);
        }

        var key = own?.Value ?? shared.CurrentValue.Shared.GetValueOrDefault(name);
        if (string.IsNullOrWhiteSpace(key))
        {
            return new KeyCheck(CheckCodes.Missing, $"There is no {provider.Name} key: enter one.");
        }

        var check = await AskAsync(provider, key, cancellationToken);
        checks.Forget(provider.Id, key);
        if (own is { } stored)
        {
            await secrets.NoteAsync(stored.Secret, check, cancellationToken);
        }

        return check;
    }

    /// <summary>What Fly says of the given token, else of the stored one, and of the given app, else of that of the settings.</summary>
    public async Task<KeyCheck> AskFlyAsync(long userId, string? given, string? app, CancellationToken cancellationToken)
    {
        var own = given is null ? await secrets.FindAsync(userId, FlyToken.Name, cancellationToken) : null;
        if (own is { Value: null })
        {
            return new KeyCheck(CheckCodes.Unreadable, CheckCodes.UnreadableWords);
        }

        if ((given ?? own?.Value) is not { } token)
        {
            return new KeyCheck(CheckCodes.Missing, "There is no Fly token: enter one.");
        }

        var check = await fly.AskAsync(token, app ?? (await configs.OfAsync(userId, cancellationToken)).Fly.AppName, cancellationToken);
        if (own is { } stored)
        {
            await secrets.NoteAsync(stored.Secret, check, cancellationToken);
        }

        return check;
    }

    private Task<KeyCheck> AskAsync(ProviderDefinition provider, string key, CancellationToken cancellationToken) =>
        provider.Id == ProviderCatalogue.Anthropic
            ? anthropic.AskAsync(key, cancellationToken)
            : lists.AskAsync(provider.Id, provider.Name, key, cancellationToken);
}
