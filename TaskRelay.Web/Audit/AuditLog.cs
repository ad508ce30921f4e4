using TaskRelay.Web.Data;

namespace TaskRelay.Web.Audit;

/// <summary>Writes the audit log, in the same piece of work as what it tells of: neither is there without the other.</summary>
public sealed class AuditLog(TimeProvider clock)
{
    /// <summary>What was done.</summary>
    public const string Done = "done";

    /// <summary>Adds a line. Nothing in it may be a secret.</summary>
    public void Add(WriteScope scope, AuditActor by, string action, string? target, string outcome = Done) =>
        scope.Execute(
            "INSERT INTO audit_log (at, actor_id, actor, action, target, outcome, address) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
            clock.GetUtcNow(), by.Id, by.Name, action, target, outcome, by.Address);
}
