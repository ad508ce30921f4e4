using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks.Clearing;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Tasks;

/// <summary>Registers the tasks station.</summary>
public static class TaskServices
{
    /// <summary>Adds the gate, creation, control and hints.</summary>
    public static IServiceCollection AddRelayTasks(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<TaskOptions>(configuration.GetSection(TaskOptions.Section));
        services.Configure<QueueLimits>(configuration.GetSection(QueueLimits.Section));
        return services
            .AddSingleton<QueueSignal>()
            .AddSingleton<StopSignal>()
            .AddSingleton<ControlSignal>()
            .AddSingleton<OutboxSignal>()
            .AddSingleton<WebhookSignal>()
            .AddSingleton<TaskChanges>()
            .AddHostedService<OtherInstances>()
            .AddSingleton<TaskOutbox>()
            .AddSingleton<TaskEventWriter>()
            .AddSingleton<TaskGate>()
            .AddSingleton<TaskCreation>()
            .AddSingleton<TaskRequeue>()
            .AddSingleton<TaskControl>()
            .AddRetentionRule<TaskLogRetention>()
            .AddRetentionRule<TaskRetention>()
            .AddRetentionRule<NoticeRetention>();
    }
}
