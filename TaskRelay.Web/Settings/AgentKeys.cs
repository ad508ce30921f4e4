using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;

namespace TaskRelay.Web.Settings;

/// <summary>
/// The credentials that an agent gets for a person: those of its provider and no other's; their own value, else the
/// shared one. An own value that can't be opened is not replaced by the shared one: whoever entered a key of their own
/// does not want another's to pay.
/// </summary>
public sealed class AgentKeys(ProviderCatalogue providers, SecretStore secrets, SecretVault vault, IOptionsMonitor<ProviderOptions> options)
{
    /// <summary>What there is, and what is missing.</summary>
    public async Task<AgentKeySet> ForAsync(AgentDefinition agent, long userId, CancellationToken cancellationToken)
    {
        if (agent.CredentialName is not { } variable)
        {
            return AgentKeySet.None;
        }

        var stored = (await secrets.OfAsync(userId, cancellationToken)).ToDictionary(secret => secret.Name);
        var wanted = providers.OwnerOf(variable)?.Credentials ?? [new CredentialDefinition(variable, variable, Required: true)];
        var values = new Dictionary<string, string>();
        var (missing, unreadable) = (new List<string>(), new List<string>());
        foreach (var credential in wanted)
        {
            var own = stored.GetValueOrDefault(credential.Name);
            var value = own is null ? options.CurrentValue.Shared.GetValueOrDefault(credential.Name) : vault.Open(own);
            if (!string.IsNullOrWhiteSpace(value))
            {
                values[credential.Name] = value;
            }
            else if (own is not null)
            {
                unreadable.Add(credential.Name);
            }
            else if (credential.Required || credential.Name == variable)
            {
                missing.Add(credential.Name);
            }
        }

        return new AgentKeySet(values, missing, unreadable, [.. stored.Values.Where(secret => values.ContainsKey(secret.Name))]);
    }
}
