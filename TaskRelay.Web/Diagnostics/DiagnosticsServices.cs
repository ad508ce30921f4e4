namespace TaskRelay.Web.Diagnostics;

/// <summary>Registers what tells an operator how things stand.</summary>
public static class DiagnosticsServices
{
    /// <summary>Adds the notice of unknown keys.</summary>
    public static IServiceCollection AddRelayDiagnostics(this IServiceCollection services) =>
        services.AddHostedService<UnknownKeyNotice>();
}
