using TaskRelay.Web.Data;

namespace TaskRelay.Web.Settings.Repositories;

/// <summary>What a repository says where a command says nothing.</summary>
/// <param name="DefaultAgent">Before the writer's own.</param>
/// <param name="Allowed">The agents that are allowed; null: all.</param>
/// <param name="Model">For the default agent.</param>
/// <param name="BaseBranch">Where tasks on issues begin.</param>
public sealed record RepositoryPreset(string? DefaultAgent, IReadOnlyList<string>? Allowed, string? Model, string? BaseBranch)
{
    /// <summary>Where nothing was decided.</summary>
    public static readonly RepositoryPreset None = new(null, null, null, null);

    /// <summary>Read by primary key, for inside a piece of work at the gate.</summary>
    public static RepositoryPreset Of(WriteScope scope, long repositoryId) => scope.QueryFirst(
        "SELECT default_agent, allowed_agents, model, base_branch FROM repository_settings WHERE repository_id = @p0",
        static reader => new RepositoryPreset(
            reader.IsDBNull(0) ? null : reader.GetString(0),
            RepositoryQueries.AllowedOf(reader.IsDBNull(1) ? null : reader.GetString(1)),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3)),
        repositoryId) ?? None;
}
