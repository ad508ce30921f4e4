namespace TaskRelay.Web.Components.Admin;

/// <summary>Where the target of an entry is seen.</summary>
public static class AuditTarget
{
    /// <summary>Its page; null where it has none.</summary>
    public static string? Href(string? target) => target?.Split(' ') switch
    {
        ["task", var id] when Guid.TryParse(id, out var task) => $"/tasks/{task}",
        ["delivery", var id] when Guid.TryParse(id, out var delivery) => $"{AdminSection.Deliveries}/{delivery}",
        ["user", var id] when long.TryParse(id, out var user) => $"{AdminSection.Users}?q={user}",
        _ => null,
    };
}
