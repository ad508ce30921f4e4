namespace TaskRelay.Web.Ingest;

/// <summary>Registers what fetches commands that did not come by themselves.</summary>
public static class IngestServices
{
    /// <summary>Adds the sweeper and the poller.</summary>
    public static IServiceCollection AddRelayIngest(this IServiceCollection services) => services
        .AddSingleton<IngestMarks>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<Redeliveries>()
        .AddSingleton<EnabledRepositories>()
        .AddSingleton<RepositoryDirectory>()
        .AddSingleton<CommentIntake>()
        .AddSingleton<CommentCheck>()
        .AddHostedService<DeliverySweeper>()
        .AddHostedService<CommentPoller>();
}
