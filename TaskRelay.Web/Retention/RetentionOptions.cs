namespace TaskRelay.Web.Retention;

/// <summary>The <c>Retention</c> section. 0 keeps for ever.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Days that entries of the audit log are kept.</summary>
    public int AuditDays { get; set; } = 365;
}
