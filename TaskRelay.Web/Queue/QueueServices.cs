using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Queue.Serving;

namespace TaskRelay.Web.Queue;

/// <summary>Registers the queue.</summary>
public static class QueueServices
{
    /// <summary>Adds admission, dispatch, sweeping and their loops.</summary>
    public static IServiceCollection AddRelayQueue(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(AdmissionOptions.Section);
        services.Configure<AdmissionOptions>(section);
        services.PostConfigure<AdmissionOptions>(options => options.Accounts = ConfigurationLists.Read(section.GetSection(nameof(options.Accounts))));
        return services
            .AddSingleton<ServedAccounts>()
            .AddSingleton<ServedAccountStore>()
            .AddSingleton<InstallationDirectory>()
            .AddSingleton<UserRules>()
            .AddSingleton<AgentReadiness>()
            .AddSingleton<AgentStandings>()
            .AddSingleton<AdmissionPolicy>()
            .AddSingleton<TaskAdmission>()
            .AddSingleton<Custody>()
            .AddSingleton<LaunchLine>()
            .AddSingleton<TaskLauncher>()
            .AddSingleton<LeaseStore>()
            .AddSingleton<LostWorkers>()
            .AddSingleton<AttemptSweeper>()
            .AddSingleton<ControlDesk>()
            .AddSingleton<PauseStore>()
            .AddSingleton<PauseQueries>()
            .AddSingleton<PauseTargets>()
            .AddSingleton<PauseNotices>()
            .AddSingleton<QueueQueries>()
            .AddHostedService<TaskDispatcher>()
            .AddHostedService<LeaseSweeper>()
            .AddHostedService<ControlLoop>();
    }
}
