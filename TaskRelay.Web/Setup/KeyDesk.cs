using TaskRelay.Web.Agents;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Setup;

/// <summary>Tries a provider's key for real, and keeps it only when the provider has not refused it.</summary>
public sealed class KeyDesk(ProviderCatalogue providers, AnthropicCheck anthropic, ModelListCheck lists, SecretStore secrets, KeyChecks checks)
{
    /// <summary>What the provider said. The key is stored when it said yes, or when it can't be asked such things at all.</summary>
    public async Task<(KeyCheck Check, bool IsStored)> TakeAsync(long userId, string providerId, string key, AuditActor by, CancellationToken cancellationToken)
    {
        if (providers.Find(providerId) is not { } provider)
        {
            return (new KeyCheck(CheckCodes.Missing, "There is no such provider here."), false);
        }

        if (SecretRules.Fault(key) is { } fault)
        {
            return (new KeyCheck(CheckCodes.Invalid, fault), false);
        }

        var value = SecretRules.Trimmed(key);
        var check = provider.Id == ProviderCatalogue.Anthropic ? await anthropic.AskAsync(value, cancellationToken)
            : lists.AddressOf(provider.Id) is not null ? await lists.AskAsync(provider.Id, provider.Name, value, cancellationToken)
            : new KeyCheck(CheckCodes.Unreachable, $"{provider.Name} has nothing to ask for free, so its keys are not tried before a task.") { IsUnsupported = true };
        if (!check.IsOk && !check.IsUnsupported)
        {
            return (check, false);
        }

        var name = provider.Credentials[0].Name;
        await secrets.SaveAsync(userId, [new SecretStore.Change(provider.Id, name, value)], by, cancellationToken);
        checks.Forget(provider.Id, value);
        if (check.IsOk && await secrets.FindAsync(userId, name, cancellationToken) is { } stored)
        {
            await secrets.NoteAsync(stored.Secret, check, cancellationToken);
        }

        return (check, true);
    }
}
