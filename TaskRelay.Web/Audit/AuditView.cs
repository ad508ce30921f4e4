namespace TaskRelay.Web.Audit;

/// <summary>One entry of the audit log.</summary>
/// <param name="Id">Names the entry; rises with time.</param>
/// <param name="At">When it was done.</param>
/// <param name="Actor">The login of who did it, at that time; <c>anonymous</c> without a session, <c>taskrelay</c> for TaskRelay itself.</param>
/// <param name="ActorId">GitHub's numeric id of who did it; null where <paramref name="Actor"/> is no person's login.</param>
/// <param name="Action">What was done, such as <c>task_stopped</c> or <c>denied</c>.</param>
/// <param name="Target">What it was done to.</param>
/// <param name="Outcome"><c>done</c>, or the code of the refusal.</param>
/// <param name="Address">Where the request came from; null when it came from no request, or from an open page.</param>
public sealed record AuditView(
    string Id, DateTimeOffset At, string Actor, long? ActorId, string Action, string? Target, string Outcome, string? Address);

/// <summary>A page of the audit log, newest first.</summary>
public sealed record AuditPage(IReadOnlyList<AuditView> Items, string? NextCursor);

/// <summary>The audit log as a file in JSON, newest first.</summary>
public sealed record AuditExportList(IReadOnlyList<AuditView> Items);
