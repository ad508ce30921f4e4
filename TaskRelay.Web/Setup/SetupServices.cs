namespace TaskRelay.Web.Setup;

/// <summary>Registers set-up.</summary>
public static class SetupServices
{
    /// <summary>Adds it; who may come in is decided in <c>Auth.Setup</c>.</summary>
    public static IServiceCollection AddRelaySetup(this IServiceCollection services) => services
        .AddSingleton<AppAddresses>()
        .AddSingleton<AppRequests>()
        .AddSingleton<AppDesk>()
        .AddSingleton<SeenInstallations>()
        .AddSingleton<CommandSightings>()
        .AddSingleton<KeyDesk>()
        .AddSingleton<LocalTrial>()
        .AddSingleton<FlyTrial>()
        .AddSingleton<RunnerTrials>()
        .AddSingleton<SetupQueries>();
}
