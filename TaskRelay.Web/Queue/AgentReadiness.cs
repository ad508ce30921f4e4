using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Runners.Local;

namespace TaskRelay.Web.Queue;

/// <summary>Whether an agent can run: known, with the key that it needs, and on this machine also installed and caged.</summary>
public sealed class AgentReadiness(AgentCatalogue agents, IOptionsMonitor<ProviderOptions> providers, SandboxProbe sandbox)
{
    /// <summary>Null when it can; else the refusal.</summary>
    public async Task<AdmissionVerdict.Refused?> WhyNotAsync(string name, string? model, string runner, CancellationToken cancellationToken)
    {
        if (agents.Find(name) is not { } agent)
        {
            return new(AdmissionCodes.AgentUnavailable, $"No agent is called {name} any more.");
        }

        if (model is not null && agent.Models.Count > 0 && !agent.Models.Contains(model, StringComparer.OrdinalIgnoreCase))
        {
            return new(AdmissionCodes.AgentUnavailable, $"{agent.Name} may use these models here: {string.Join(", ", agent.Models)}.");
        }

        // What another machine has only its worker can find out.
        var isHere = runner == "local";
        if (isHere && !agent.IsBuiltIn && !IsInstalled(agent.Command))
        {
            return new(AdmissionCodes.AgentUnavailable, $"The command {agent.Command} of agent {agent.Name} is not installed on this machine.");
        }

        if (isHere && !agent.IsBuiltIn && await sandbox.WhyNotAsync(cancellationToken) is { } reason)
        {
            return new(AdmissionCodes.SandboxUnavailable, reason);
        }

        return agent.CredentialName is { } key && string.IsNullOrEmpty(providers.CurrentValue.Shared.GetValueOrDefault(key))
            ? new(AdmissionCodes.CredentialsMissing, $"Agent {agent.Name} needs {key}, and nobody has set it.")
            : null;
    }

    private static bool IsInstalled(string command) =>
        command.Contains('/')
            ? File.Exists(command)
            : (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                .Any(folder => File.Exists(Path.Combine(folder, command)));
}
