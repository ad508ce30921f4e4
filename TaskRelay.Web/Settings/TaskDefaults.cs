using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>
/// What a task gets where whoever asks for it says nothing: the person's settings, else the instance's. Limits of the
/// two never add up: the smaller one holds.
/// </summary>
public sealed class TaskDefaults(
    AgentCatalogue agents,
    IDbContextFactory<RelayDbContext> contexts,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<RunnerOptions> runners)
{
    /// <summary>What holds for a new task of this person, read by primary key: for inside a piece of work at the gate.</summary>
    public TaskPreset Of(WriteScope scope, long userId, TaskWish wish)
    {
        var row = scope.QueryFirst(
            """
            SELECT c.default_agent, c.runner, c.max_attempts, a.model, a.priority
            FROM user_configs c LEFT JOIN user_agents a ON a.user_id = c.user_id AND a.agent = COALESCE(@p1, c.default_agent, @p2)
            WHERE c.user_id = @p0
            """,
            static reader => new Row(
                reader.IsDBNull(0) ? null : reader.GetString(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : SnakeCase.Parse<TaskPriority>(reader.GetString(4))),
            userId, wish.Agent, AgentCatalogue.Default);
        return Preset(row, wish);
    }

    /// <summary>The same for elsewhere, such as for checking a request before anything is written.</summary>
    public async Task<TaskPreset> OfAsync(long userId, TaskWish wish, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.UserConfigs
            .Where(config => config.UserId == userId)
            .Select(config => new
            {
                config,
                agent = db.UserAgents.FirstOrDefault(
                    agent => agent.UserId == userId && agent.Agent == (wish.Agent ?? config.DefaultAgent ?? AgentCatalogue.Default)),
            })
            .FirstOrDefaultAsync(cancellationToken);
        return Preset(
            row is null ? null : new Row(row.config.DefaultAgent, row.config.Runner, row.config.MaxAttempts, row.agent?.Model, row.agent?.Priority), wish);
    }

    /// <summary>Puts a preset on a task that is about to be stored.</summary>
    public static void Apply(RelayTask task, TaskPreset preset)
    {
        (task.Agent, task.Model, task.Priority) = (preset.Agent, preset.Model, preset.Priority);
        (task.Runner, task.MaxAttempts) = (preset.Runner, preset.MaxAttempts);
    }

    /// <summary>How long an agent may work for this person from now on.</summary>
    public async Task<TimeSpan> TimeLimitAsync(RelayDbContext db, long userId, CancellationToken cancellationToken)
    {
        var instance = tasks.CurrentValue.Timeout;
        var minutes = await db.UserConfigs
            .Where(config => config.UserId == userId)
            .Select(config => config.TaskTimeoutMinutes)
            .FirstOrDefaultAsync(cancellationToken);
        return minutes is { } own && TimeSpan.FromMinutes(own) < instance ? TimeSpan.FromMinutes(own) : instance;
    }

    private TaskPreset Preset(Row? row, TaskWish wish)
    {
        var agent = wish.Agent ?? (row?.DefaultAgent is { } chosen ? agents.Names.Find(chosen) : null) ?? AgentCatalogue.Default;
        return new TaskPreset(
            agent,
            wish.Model ?? row?.Model,
            wish.Priority ?? row?.Priority ?? TaskPriority.Normal,
            row?.Runner ?? runners.CurrentValue.Default,
            Math.Min(row?.MaxAttempts ?? int.MaxValue, tasks.CurrentValue.MaxAttempts));
    }

    private sealed record Row(string? DefaultAgent, string? Runner, int? MaxAttempts, string? Model, TaskPriority? Priority);
}
