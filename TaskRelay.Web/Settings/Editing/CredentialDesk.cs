using TaskRelay.Web.Agents;
using TaskRelay.Web.Audit;

namespace TaskRelay.Web.Settings.Editing;

/// <summary>Stores and removes one credential for a page that shows which one it takes the place of.</summary>
public sealed class CredentialDesk(SecretStore secrets, ProviderCatalogue providers)
{
    /// <summary>Saves a value, or removes the stored one where there is none.</summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="name">The variable.</param>
    /// <param name="value">As it was entered; null removes.</param>
    /// <param name="seen">When the value that the page shows was entered; null when it shows none.</param>
    /// <param name="by">For the audit log.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<CredentialSaving> SaveAsync(
        long userId, string name, string? value, DateTimeOffset? seen, AuditActor by, CancellationToken cancellationToken)
    {
        if (ProviderOf(name) is not { } provider)
        {
            return new CredentialSaving.Invalid("This TaskRelay does not know such a credential any more.");
        }

        if (value is not null && SecretRules.Fault(value) is { } fault)
        {
            return new CredentialSaving.Invalid(fault);
        }

        var change = new SecretStore.Change(provider, name, value is null ? null : SecretRules.Trimmed(value));
        return await secrets.ReplaceAsync(userId, change, seen, by, cancellationToken) ? new CredentialSaving.Saved() : new CredentialSaving.Changed();
    }

    private string? ProviderOf(string name) => name == FlyToken.Name ? FlyToken.Provider : providers.OwnerOf(name)?.Id;
}
