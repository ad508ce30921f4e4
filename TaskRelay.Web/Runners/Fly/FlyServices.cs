namespace TaskRelay.Web.Runners.Fly;

/// <summary>Registers the Fly runner.</summary>
internal static class FlyServices
{
    public static IServiceCollection AddFlyRunner(this IServiceCollection services)
    {
        services.AddHttpClient(FlyApi.HttpName, client =>
            {
                // Each call has a limit of its own.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = FlyApi.LargestAnswer;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("TaskRelay");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RemoveAllLoggers();
        return services
            .AddSingleton<FlyPacer>()
            .AddSingleton<FlyApi>()
            .AddSingleton<FlyLaunch>()
            .AddSingleton<FlyWatch>()
            .AddSingleton<FlyMachineOrders>()
            .AddSingleton<IFlyAccounts, FlyAccounts>()
            .AddSingleton<ITaskRunner, FlyRunner>()
            .AddSingleton<IRunnerReadiness, FlyReadiness>()
            .AddHostedService<FlyReconciler>();
    }
}
