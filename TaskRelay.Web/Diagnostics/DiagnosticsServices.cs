using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Registers what tells an operator how things stand.</summary>
public static class DiagnosticsServices
{
    /// <summary>Adds the notice of unknown keys and the start-up check; a further look is one more line here.</summary>
    public static IServiceCollection AddRelayDiagnostics(this IServiceCollection services) => services
        .AddHostedService<UnknownKeyNotice>()
        .AddSingleton<KeyProbe>()
        .AddSingleton<AppProbe>()
        .AddSingleton<IStartupCheck, StoreCheck>()
        .AddSingleton<IStartupCheck, EncryptionCheck>()
        .AddSingleton<IStartupCheck, GitHubSecretsCheck>()
        .AddSingleton<IStartupCheck, GitHubAppCheck>()
        .AddSingleton<IStartupCheck, GitHubWebhookCheck>()
        .AddSingleton<IStartupCheck, ClockCheck>()
        .AddSingleton<IStartupCheck, PublicUrlCheck>()
        .AddSingleton<IStartupCheck, RunnerCheck>()
        .AddSingleton<IStartupCheck, SandboxCheck>()
        .AddSingleton<IStartupCheck, DiskCheck>()
        .AddSingleton<IStartupCheck, PauseCheck>()
        .AddSingleton<IStartupCheck, OperatorCheck>()
        .AddSingleton<StartupChecks>();
}
