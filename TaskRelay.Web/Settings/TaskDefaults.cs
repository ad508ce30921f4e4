using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings;

/// <summary>
/// What a task gets where whoever asks for it says nothing: the repository's settings, else the person's, else the
/// instance's. Limits of the three never add up: the smallest one holds.
/// </summary>
public sealed class TaskDefaults(
    AgentCatalogue agents,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<RunnerOptions> runners)
{
    /// <summary>What holds for a new task of this person there, read by primary keys: for inside a piece of work at the gate.</summary>
    public TaskPreset Of(WriteScope scope, long userId, long repositoryId, TaskWish wish)
    {
        var place = RepositoryPreset.Of(scope, repositoryId);
        var preset = Of(scope, userId, place, wish with { Agent = wish.Agent ?? Known(place.DefaultAgent) });

        // Who chose an agent for all their tasks did not mean this repository, which does not take it.
        return wish.Agent is null && place.Allowed is [var first, ..] allowed && !allowed.Contains(preset.Agent)
            ? Of(scope, userId, place, wish with { Agent = first })
            : preset;
    }

    private TaskPreset Of(WriteScope scope, long userId, RepositoryPreset place, TaskWish wish)
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
        var agent = wish.Agent ?? Known(row?.DefaultAgent) ?? AgentCatalogue.Default;
        return new TaskPreset(
            agent,
            wish.Model ?? (agent == place.DefaultAgent ? place.Model : null) ?? row?.Model,
            wish.Priority ?? row?.Priority ?? TaskPriority.Normal,
            row?.Runner ?? runners.CurrentValue.Default,
            Math.Min(row?.MaxAttempts ?? int.MaxValue, tasks.CurrentValue.MaxAttempts),
            place.BaseBranch);
    }

    /// <summary>Puts a preset on a task that is about to be stored.</summary>
    public static void Apply(RelayTask task, TaskPreset preset)
    {
        (task.Agent, task.Model, task.Priority) = (preset.Agent, preset.Model, preset.Priority);
        (task.Runner, task.MaxAttempts) = (preset.Runner, preset.MaxAttempts);
        if (!task.OnPullRequest)
        {
            task.BaseBranch ??= preset.BaseBranch;
        }
    }

    /// <summary>How long an agent may work for this person in that repository from now on.</summary>
    public async Task<TimeSpan> TimeLimitAsync(RelayDbContext db, long userId, long repositoryId, CancellationToken cancellationToken)
    {
        var own = await db.UserConfigs
            .Where(config => config.UserId == userId)
            .Select(config => config.TaskTimeoutMinutes)
            .FirstOrDefaultAsync(cancellationToken);
        var place = await db.RepositorySettings
            .Where(row => row.RepositoryId == repositoryId)
            .Select(row => row.TaskTimeoutMinutes)
            .FirstOrDefaultAsync(cancellationToken);
        return new[] { own, place }.OfType<int>().Select(minutes => TimeSpan.FromMinutes(minutes)).Append(tasks.CurrentValue.Timeout).Min();
    }

    private string? Known(string? agent) => agent is null ? null : agents.Names.Find(agent);

    private sealed record Row(string? DefaultAgent, string? Runner, int? MaxAttempts, string? Model, TaskPriority? Priority);
}
