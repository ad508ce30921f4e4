namespace TaskRelay.Web.Audit;

/// <summary>Who did something, as the audit log names them.</summary>
/// <param name="Id">GitHub's numeric id; null for TaskRelay itself and for people who are not signed in.</param>
/// <param name="Name">The login at that time, <c>anonymous</c>, or <c>taskrelay</c>.</param>
/// <param name="Address">Where the request came from; null when it came from no request.</param>
public sealed record AuditActor(long? Id, string Name, string? Address)
{
    /// <summary>TaskRelay's own doing.</summary>
    public static readonly AuditActor System = new(null, "taskrelay", null);

    /// <summary>Somebody without a session.</summary>
    public static AuditActor Anonymous(string? address) => new(null, "anonymous", address);
}
