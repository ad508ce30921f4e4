using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Settings;

/// <summary>What a person has entered for each provider, without any of it.</summary>
public sealed class CredentialViews(
    ProviderCatalogue providers, SecretStore secrets, SecretVault vault, IOptionsMonitor<ProviderOptions> options, IOptionsMonitor<FlyOptions> fly, TimeProvider clock)
{
    /// <summary>Every provider with its credentials.</summary>
    public async Task<CredentialList> OfAsync(long userId, CancellationToken cancellationToken)
    {
        var stored = (await secrets.OfAsync(userId, cancellationToken)).ToDictionary(secret => secret.Name);
        return new CredentialList(
        [
            .. providers.All.Select(provider => new ProviderCredentials(
                provider.Id, [.. provider.Credentials.Select(credential => View(credential.Name, stored.GetValueOrDefault(credential.Name)))])),
        ]);
    }

    /// <summary>The token of Fly; shared is that of the instance's own account.</summary>
    public async Task<CredentialView> FlyAsync(long userId, CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(userId, FlyToken.Name, cancellationToken) is { Secret: var own })
        {
            return View(FlyToken.Name, own);
        }

        var isShared = fly.CurrentValue is { ApiToken.Length: > 0, AppName.Length: > 0 };
        return new CredentialView(FlyToken.Name, isShared, isShared ? CredentialView.Shared : null, null, null, null);
    }

    private CredentialView View(string name, UserSecret? secret)
    {
        if (secret is not null)
        {
            return new CredentialView(name, true, CredentialView.Own, secret.LastFour, secret.UpdatedAt, Validation(secret));
        }

        var isShared = !string.IsNullOrWhiteSpace(options.CurrentValue.Shared.GetValueOrDefault(name));
        return new CredentialView(name, isShared, isShared ? CredentialView.Shared : null, null, null, null);
    }

    private CredentialValidation? Validation(UserSecret secret)
    {
        if (vault.Open(secret) is null)
        {
            return new CredentialValidation(CheckCodes.Unreadable, clock.GetUtcNow(), CheckCodes.UnreadableWords);
        }

        return secret is { CheckStatus: { } status, CheckedAt: { } at } ? new CredentialValidation(status, at, secret.CheckMessage ?? "") : null;
    }
}
