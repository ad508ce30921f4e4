namespace TaskRelay.Web.Runners;

/// <summary>What keeps a runner from starting workers, as far as can be seen without starting one. Each runner has one.</summary>
public interface IRunnerReadiness
{
    /// <summary>The runner's name.</summary>
    string Runner { get; }

    /// <summary>Everything that is missing; empty when workers can be started.</summary>
    Task<IReadOnlyList<RunnerProblem>> LookAsync(CancellationToken cancellationToken);
}
