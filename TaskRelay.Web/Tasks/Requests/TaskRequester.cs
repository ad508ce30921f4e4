using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>Who wishes for a task, and by which way.</summary>
/// <param name="Caller">The person, whose permission decides.</param>
/// <param name="Actor">The same for the audit log.</param>
/// <param name="Source">Where the wish was made.</param>
/// <param name="Key">Makes a repeated wish the same wish; null: each one is a task of its own.</param>
public sealed record TaskRequester(Caller Caller, AuditActor Actor, TaskSource Source, string? Key = null);
