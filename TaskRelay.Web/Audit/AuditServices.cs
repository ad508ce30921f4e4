using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Audit;

/// <summary>Registers the audit log.</summary>
public static class AuditServices
{
    /// <summary>Adds its writers, its reader and how long it is kept.</summary>
    public static IServiceCollection AddRelayAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<RepeatedEntries>()
        .AddSingleton<AuditQueries>()
        .AddRetentionRule<AuditRetention>();
}
