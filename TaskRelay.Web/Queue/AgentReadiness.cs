using TaskRelay.Web.Agents;
using TaskRelay.Web.Runners.Local;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>Whether an agent can run for who asked: known, with a key that its provider accepts, and on this machine also installed and caged.</summary>
public sealed class AgentReadiness(AgentCatalogue agents, AgentKeys keys, KeyChecks checks, SandboxProbe sandbox)
{
    /// <summary>Null when it can; else the refusal, or that its provider could not be asked.</summary>
    public Task<AdmissionVerdict?> WhyNotAsync(RelayTask task, CancellationToken cancellationToken) =>
        WhyNotAsync(task.Agent, task.Model, task.Runner, task.CreatedById, cancellationToken);

    /// <summary>The same before there is a task.</summary>
    public async Task<AdmissionVerdict?> WhyNotAsync(string name, string? wanted, string runner, long userId, CancellationToken cancellationToken)
    {
        if (agents.Find(name, wanted) is not { } agent)
        {
            return Refused(AdmissionCodes.AgentUnavailable, $"No agent is called {name} any more.");
        }

        if (wanted is { } model && agent.Models.Count > 0 && !agent.Models.Contains(model, StringComparer.OrdinalIgnoreCase))
        {
            return Refused(AdmissionCodes.AgentUnavailable, $"{agent.Name} may use these models here: {string.Join(", ", agent.Models)}.");
        }

        // What another machine has only its worker can find out.
        var isHere = runner == "local";
        if (isHere && !agent.IsBuiltIn && !ProgramPath.Exists(agent.Command))
        {
            return Refused(AdmissionCodes.AgentUnavailable, $"The command {agent.Command} of agent {agent.Name} is not installed on this machine.");
        }

        if (isHere && !agent.IsBuiltIn && await sandbox.WhyNotAsync(cancellationToken) is { } reason)
        {
            return Refused(AdmissionCodes.SandboxUnavailable, reason);
        }

        return await JudgeKeysAsync(agent, userId, cancellationToken);
    }

    private async Task<AdmissionVerdict?> JudgeKeysAsync(AgentDefinition agent, long userId, CancellationToken cancellationToken)
    {
        var found = await keys.ForAsync(agent, userId, cancellationToken);
        if (found.Unreadable.Count > 0)
        {
            return Refused(
                AdmissionCodes.CredentialsMissing,
                $"The stored {string.Join(", ", found.Unreadable)} can't be decrypted any more. Enter it again in the settings.");
        }

        if (found.Missing.Count > 0)
        {
            return Refused(AdmissionCodes.CredentialsMissing, $"Agent {agent.Name} needs {string.Join(", ", found.Missing)}, and nobody has set it.");
        }

        return await checks.OfAsync(found, cancellationToken) switch
        {
            { IsRefused: true } no => Refused(AdmissionCodes.CredentialsInvalid, no.Message),
            null or { IsOk: true } => null,
            var away => new AdmissionVerdict.Undecided($"The key of agent {agent.Name} could not be checked: {away.Message}", away.RetryAt),
        };
    }

    private static AdmissionVerdict.Refused Refused(string code, string message) => new(code, message, AdmissionRule.AgentReady);
}
