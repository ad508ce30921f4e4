using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>Reads people's settings; the instance's values stand in for what nobody chose.</summary>
public sealed class ConfigQueries(
    IDbContextFactory<RelayDbContext> contexts,
    AgentCatalogue agents,
    IOptionsMonitor<RunnerOptions> runners,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<QueueLimits> limits)
{
    /// <summary>The version of settings that were never changed.</summary>
    public const int FirstVersion = 1;

    /// <summary>A person's settings as they are now.</summary>
    public async Task<ConfigView> OfAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, userId, cancellationToken);
    }

    /// <summary>How a person wants one agent to be used.</summary>
    public async Task<AgentChoice> AgentAsync(long userId, string agent, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserAgents.FirstOrDefaultAsync(row => row.UserId == userId && row.Agent == agent, cancellationToken) is { } row
            ? ChoiceOf(row)
            : AgentChoice.Default;
    }

    /// <summary>The same inside a piece of work, or beside it. One query, so that parts of two versions never mix.</summary>
    internal async Task<ConfigView> ReadAsync(RelayDbContext db, long userId, CancellationToken cancellationToken)
    {
        var token = FlyToken.Name;
        var found = await db.UserConfigs.AsNoTracking()
            .Where(config => config.UserId == userId)
            .Select(config => new { config, agents = db.UserAgents.Where(agent => agent.UserId == config.UserId).ToList() })
            .FirstOrDefaultAsync(cancellationToken);
        var hasToken = await db.UserSecrets.AnyAsync(secret => secret.UserId == userId && secret.Name == token, cancellationToken);
        return View(found?.config, found?.agents ?? [], hasToken);
    }

    private ConfigView View(UserConfig? config, IReadOnlyList<UserAgent> chosen, bool hasToken)
    {
        var byAgent = chosen.ToDictionary(row => row.Agent, ChoiceOf);
        return new ConfigView(
            config?.Version ?? FirstVersion,
            config?.DefaultAgent is { } name && agents.Find(name) is { } known ? known.Name : AgentCatalogue.Default,
            config?.Runner ?? runners.CurrentValue.Default,
            agents.All().ToDictionary(agent => agent.Name, agent => byAgent.GetValueOrDefault(agent.Name, AgentChoice.Default)),
            new FlyChoice(
                config?.FlyAppName, config?.FlyRegion, config?.FlyCpus ?? FlyGuest.DefaultCpus, config?.FlyMemoryMb ?? FlyGuest.DefaultMemoryMb, hasToken),
            new RepositoryChoice(
                config is { SelectedRepositoriesOnly: true } ? RepositoryChoice.OnlySelected : RepositoryChoice.All,
                config is null ? [] : JsonSerializer.Deserialize<List<string>>(config.Repositories)!),
            new LimitChoice(
                config?.MaxAttempts ?? tasks.CurrentValue.MaxAttempts,
                config?.TaskTimeoutMinutes ?? tasks.CurrentValue.TimeoutMinutes,
                config?.MaxConcurrentTasks ?? limits.CurrentValue.MaxRunningPerUser),
            config?.UpdatedAt);
    }

    private static AgentChoice ChoiceOf(UserAgent row) => new(row.Enabled, row.Model, row.Priority, row.Instructions);
}
