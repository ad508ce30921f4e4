namespace TaskRelay.Web.Components.Admin;

/// <summary>A section of the administration.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address.</param>
public sealed record AdminSection(string Text, string Href)
{
    public const string Startup = "/admin";
    public const string Deliveries = "/admin/deliveries";
    public const string Queue = "/admin/queue";
    public const string Users = "/admin/users";
    public const string Audit = "/admin/audit";
    public const string Limits = "/admin/limits";
    public const string Retention = "/admin/retention";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<AdminSection> All { get; } =
    [
        new("Start-up check", Startup),
        new("Deliveries", Deliveries),
        new("Queue", Queue),
        new("Users", Users),
        new("Audit log", Audit),
        new("Rate limits", Limits),
        new("Retention and backup", Retention),
    ];
}
