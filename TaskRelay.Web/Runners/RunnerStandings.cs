using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Runners;

/// <summary>Looks at all runners of this instance.</summary>
public sealed class RunnerStandings(IEnumerable<IRunnerReadiness> runners, IOptionsMonitor<RunnerOptions> options)
{
    /// <summary>As they are now, the default one first.</summary>
    public async Task<IReadOnlyList<RunnerStanding>> LookAsync(CancellationToken cancellationToken)
    {
        var usual = options.CurrentValue.Default;
        var all = await Task.WhenAll(runners.Select(async runner =>
            new RunnerStanding(runner.Runner, runner.Runner == usual, await runner.LookAsync(cancellationToken))));
        return [.. all.OrderByDescending(runner => runner.IsDefault).ThenBy(runner => runner.Name, StringComparer.Ordinal)];
    }
}
