using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>
/// Changes the settings of repositories. The version in the <c>WHERE</c> of one statement decides between two at once,
/// and what waits there is judged anew by the settings that hold then.
/// </summary>
public sealed class RepositoryStore(IWriteGate writes, AuditLog audit, QueueSignal queue, TimeProvider clock)
{
    /// <summary>True when it is stored; false when the settings are not those that the change was made from.</summary>
    public Task<bool> SaveAsync(RepositoryPlace place, RepositoryChange change, AuditActor by, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, _) =>
        {
            var now = clock.GetUtcNow();
            var pausedAt = scope.QueryFirst(
                "SELECT paused_at FROM repository_settings WHERE repository_id = @p0", static reader => reader.IsDBNull(0) ? null : (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)), place.Id);
            if (!Write(scope, place, change, change.Paused ? pausedAt ?? now : null, by.Name, now))
            {
                return Task.FromResult(false);
            }

            if (pausedAt is { } since && !change.Paused)
            {
                PausedTime.GiveBack(scope, now, since, place.Id);
            }

            // Admitted by what held before: each is judged once more.
            scope.Execute(
                "UPDATE tasks SET admitted_at = NULL, next_admission_at = @p1 WHERE repository_id = @p0 AND status = 'queued' AND admitted_at IS NOT NULL",
                place.Id, now);
            audit.Add(scope, by, AuditActions.RepositoryChanged, $"repository {place.FullName}, version {change.Version + 1}: {Words(change)}");
            queue.SetAfterCommit(scope);
            return Task.FromResult(true);
        },
        cancellationToken);

    private static bool Write(WriteScope scope, RepositoryPlace place, RepositoryChange change, DateTimeOffset? pausedAt, string by, DateTimeOffset now)
    {
        // The first change meets no row, every other one the row of its version.
        const string insert = """
            INSERT INTO repository_settings (repository_id, repository_full_name, version, enabled, paused_at, pause_reason, default_agent,
                allowed_agents, model, base_branch, task_timeout_minutes, max_concurrent_tasks, commanders, updated_at, updated_by)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)
            ON CONFLICT (repository_id) DO NOTHING
            """;
        const string update = """
            UPDATE repository_settings SET repository_full_name = @p1, version = @p2, enabled = @p3, paused_at = @p4, pause_reason = @p5,
                default_agent = @p6, allowed_agents = @p7, model = @p8, base_branch = @p9, task_timeout_minutes = @p10,
                max_concurrent_tasks = @p11, commanders = @p12, updated_at = @p13, updated_by = @p14
            WHERE repository_id = @p0 AND version = @p15
            """;
        var next = change.Version == int.MaxValue ? change.Version : change.Version + 1;
        object?[] values =
        [
            place.Id, place.FullName, next, change.Enabled, pausedAt, change.PauseReason, change.DefaultAgent,
            change.AllowedAgents is { } allowed ? JsonSerializer.Serialize(allowed) : null, change.Model, change.BaseBranch,
            change.TaskTimeoutMinutes, change.MaxConcurrentTasks, SnakeCase.Of(change.Commanders), now, by,
        ];
        return change.Version == RepositoryQueries.FirstVersion
            ? scope.Execute(insert, values) > 0
            : scope.Execute(update, [.. values, change.Version]) > 0;
    }

    private static string Words(RepositoryChange change) => string.Join(", ", new[]
    {
        change.Enabled ? "enabled" : "not enabled",
        change.Paused ? "paused" : null,
        change.DefaultAgent is { } agent ? $"agent {agent}{(change.Model is { } model ? $" with {model}" : "")}" : null,
        change.AllowedAgents is { } allowed ? $"allows {string.Join(" ", allowed)}" : null,
        change.BaseBranch is { } branch ? $"from {branch}" : null,
        change.TaskTimeoutMinutes is { } minutes ? $"at most {minutes} minutes" : null,
        change.MaxConcurrentTasks is { } most ? $"at most {most} at once" : null,
        change.Commanders == RepositoryCommanders.Admin ? "administrators command" : null,
    }.OfType<string>());
}
