namespace TaskRelay.Web.Audit;

/// <summary>Registers the audit log.</summary>
public static class AuditServices
{
    /// <summary>Adds the writer.</summary>
    public static IServiceCollection AddRelayAudit(this IServiceCollection services) => services.AddSingleton<AuditLog>();
}
