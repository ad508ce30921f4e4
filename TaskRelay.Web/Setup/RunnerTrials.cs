using Microsoft.Extensions.Options;
using TaskRelay.Web.Runners;

namespace TaskRelay.Web.Setup;

/// <summary>Tries the runner of new tasks, one trial at a time, and remembers the last one until the next start.</summary>
public sealed class RunnerTrials(
    IEnumerable<IRunnerReadiness> readiness, LocalTrial local, FlyTrial fly, IOptionsMonitor<RunnerOptions> options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile RunnerTrial? _last;

    /// <summary>Name of the runner of new tasks.</summary>
    public string Runner => options.CurrentValue.Default;

    /// <summary>The last trial of the runner that is in use now; null when there was none since the start.</summary>
    public RunnerTrial? Last => _last is { } last && last.Runner == Runner ? last : null;

    /// <summary>Looks first for what is missing, then starts something.</summary>
    public async Task<RunnerTrial> RunAsync(long userId, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _last = await TryAsync(Runner, userId, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task<RunnerTrial> TryAsync(string name, long userId, CancellationToken cancellationToken)
    {
        var problems = readiness.FirstOrDefault(one => one.Runner == name) is { } runner
            ? await runner.LookAsync(cancellationToken)
            : [new RunnerProblem($"There is no runner {name}.", "Set Runners:Default to local or fly.")];
        var (message, remedy) = problems.Count > 0
            ? (string.Join(' ', problems.Select(problem => problem.Message)), string.Join(' ', problems.Select(problem => problem.Remedy)))
            : name == "fly"
                ? await fly.RunAsync(userId, cancellationToken)
                : await local.RunAsync(name, cancellationToken);
        return new RunnerTrial(name, remedy is null, message, remedy, clock.GetUtcNow());
    }
}
