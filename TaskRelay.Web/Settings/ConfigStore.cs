using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Settings;

/// <summary>Changes people's settings. The version in the <c>WHERE</c> of one statement decides between two at once.</summary>
public sealed class ConfigStore(IWriteGate writes, ConfigQueries queries, SecretStore secrets, AuditLog audit, TimeProvider clock)
{
    /// <summary>The settings as they are then; null when they are not the ones that the change was made from.</summary>
    public Task<ConfigView?> SaveAsync(long userId, ConfigChange change, AuditActor by, CancellationToken cancellationToken)
    {
        var repositories = JsonSerializer.Serialize(change.Repositories.Selected);
        var next = change.Version == int.MaxValue ? change.Version : change.Version + 1;
        return writes.WriteAsync<ConfigView?>(
            async (scope, token) =>
            {
                if (!Update(scope, userId, change, next, repositories))
                {
                    return null;
                }

                scope.Execute("DELETE FROM user_agents WHERE user_id = @p0", userId);
                foreach (var (agent, choice) in change.Agents)
                {
                    scope.Execute(
                        "INSERT INTO user_agents (user_id, agent, enabled, model, priority, instructions) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
                        userId, agent, choice.Enabled, choice.Model, SnakeCase.Of(choice.Priority), choice.Instructions);
                }

                audit.Add(scope, by, AuditActions.ConfigChanged, $"version {next}");
                return await queries.ReadAsync(scope.Db, userId, token);
            },
            cancellationToken);
    }

    /// <summary>
    /// Changes the part about Fly and its token; null when the settings are not those of <paramref name="version"/> any more.
    /// </summary>
    public Task<ConfigView?> SaveFlyAsync(
        long userId, int version, FlySize fly, string? token, AuditActor by, CancellationToken cancellationToken)
    {
        var secret = token is null ? null : secrets.Seal(userId, new SecretStore.Change(FlyToken.Provider, FlyToken.Name, token));
        return writes.WriteAsync<ConfigView?>(
            async (scope, stop) =>
            {
                if (!UpdateFly(scope, userId, version, fly))
                {
                    return null;
                }

                if (secret is not null)
                {
                    secrets.Save(scope, userId, secret, by);
                }

                audit.Add(scope, by, AuditActions.ConfigChanged, $"version {version + 1}, fly");
                return await queries.ReadAsync(scope.Db, userId, stop);
            },
            cancellationToken);
    }

    private bool UpdateFly(WriteScope scope, long userId, int version, FlySize fly)
    {
        const string insert = """
            INSERT INTO user_configs (user_id, version, fly_app_name, fly_region, fly_cpus, fly_memory_mb, updated_at, selected_repositories_only, repositories)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, '[]')
            ON CONFLICT (user_id) DO NOTHING
            """;
        const string update = """
            UPDATE user_configs SET version = @p1, fly_app_name = @p2, fly_region = @p3, fly_cpus = @p4, fly_memory_mb = @p5, updated_at = @p6
            WHERE user_id = @p0 AND version = @p7
            """;
        object?[] values = [userId, version + 1, fly.AppName, fly.Region, fly.Cpus, fly.MemoryMb, clock.GetUtcNow()];
        return version == ConfigQueries.FirstVersion
            ? scope.Execute(insert, [.. values, false]) > 0
            : scope.Execute(update, [.. values, version]) > 0;
    }

    private bool Update(WriteScope scope, long userId, ConfigChange change, int next, string repositories)
    {
        // The first change meets no row, every other one the row of its version.
        const string insert = """
            INSERT INTO user_configs (user_id, version, default_agent, runner, fly_app_name, fly_region, fly_cpus, fly_memory_mb,
                selected_repositories_only, repositories, max_attempts, task_timeout_minutes, max_concurrent_tasks, updated_at)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13)
            ON CONFLICT (user_id) DO NOTHING
            """;
        const string update = """
            UPDATE user_configs SET version = @p1, default_agent = @p2, runner = @p3, fly_app_name = @p4, fly_region = @p5, fly_cpus = @p6,
                fly_memory_mb = @p7, selected_repositories_only = @p8, repositories = @p9, max_attempts = @p10, task_timeout_minutes = @p11,
                max_concurrent_tasks = @p12, updated_at = @p13
            WHERE user_id = @p0 AND version = @p14
            """;
        object?[] values =
        [
            userId, next, change.DefaultAgent, change.Runner, change.Fly.AppName, change.Fly.Region, change.Fly.Cpus, change.Fly.MemoryMb,
            change.Repositories.Mode == RepositoryChoice.OnlySelected, repositories, change.Limits.MaxAttempts, change.Limits.TaskTimeoutMinutes,
            change.Limits.MaxConcurrentTasks, clock.GetUtcNow(),
        ];
        return change.Version == ConfigQueries.FirstVersion
            ? scope.Execute(insert, values) > 0
            : scope.Execute(update, [.. values, change.Version]) > 0;
    }
}
