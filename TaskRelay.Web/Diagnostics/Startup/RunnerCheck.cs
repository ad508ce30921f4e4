using Microsoft.Extensions.Options;
using TaskRelay.Web.Runners;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The runner of new tasks.</summary>
internal sealed class RunnerCheck(IOptionsMonitor<RunnerOptions> options, RunnerRegistry runners, IEnumerable<IRunnerReadiness> readiness) : IStartupCheck
{
    public string Name => "runner";

    public bool IsRequired => true;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        var name = options.CurrentValue.Default;
        if (runners.Find(name) is null || readiness.FirstOrDefault(one => one.Runner == name) is not { } runner)
        {
            return [CheckResult.Fail(Name, true, $"There is no runner {name}.", "Set Runners:Default to local or fly.")];
        }

        var problems = await runner.LookAsync(cancellationToken);
        return
        [
            problems.Count == 0
                ? CheckResult.Pass(Name, true, $"The {name} runner can start workers.")
                : CheckResult.Fail(Name, true, string.Join(' ', problems.Select(problem => problem.Message)), string.Join(' ', problems.Select(problem => problem.Remedy))),
        ];
    }
}
