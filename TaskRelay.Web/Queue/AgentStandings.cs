using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Queue;

/// <summary>Looks at all agents for one person, as admission would.</summary>
public sealed class AgentStandings(AgentCatalogue agents, AgentReadiness readiness, ConfigQueries configs)
{
    /// <summary>Side by side: each may ask its provider.</summary>
    public async Task<IReadOnlyList<AgentStanding>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var config = await configs.OfAsync(caller.Id, cancellationToken);
        return await Task.WhenAll(agents.All().Select(agent => OfAsync(agent, config, caller.Id, cancellationToken)));
    }

    private async Task<AgentStanding> OfAsync(AgentDefinition agent, ConfigView config, long userId, CancellationToken cancellationToken)
    {
        var choice = config.Agents.GetValueOrDefault(agent.Name) ?? AgentChoice.Default;
        var standing = new AgentStanding(agent.Name, agent.Models, choice.Model, config.DefaultAgent == agent.Name, null, null);
        if (!choice.Enabled)
        {
            return standing with { WhyNot = "You switched it off in your settings." };
        }

        return await readiness.WhyNotAsync(agent.Name, choice.Model, config.Runner, userId, cancellationToken) switch
        {
            AdmissionVerdict.Refused(_, var message, _) => standing with { WhyNot = message },
            AdmissionVerdict.Undecided(var reason, _) => standing with { Doubt = reason },
            _ => standing,
        };
    }
}
