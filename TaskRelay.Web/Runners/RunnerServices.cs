using TaskRelay.Web.Runners.Fly;
using TaskRelay.Web.Runners.Local;

namespace TaskRelay.Web.Runners;

/// <summary>Registers the runners.</summary>
public static class RunnerServices
{
    /// <summary>Adds the registry and every runner.</summary>
    public static IServiceCollection AddRelayRunners(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<RunnerOptions>(configuration.GetSection(RunnerOptions.Section));
        return services
            .AddSingleton<WorkerProcess>()
            .AddSingleton<ITaskRunner, LocalRunner>()
            .AddSingleton<IRunnerReadiness, LocalReadiness>()
            .AddSingleton<SandboxProbe>()
            .AddFlyRunner()
            .AddSingleton<RunnerStandings>()
            .AddSingleton<RunnerRegistry>();
    }
}
