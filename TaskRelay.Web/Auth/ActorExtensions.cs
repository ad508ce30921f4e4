using TaskRelay.Web.Audit;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Auth;

/// <summary>Names callers for the audit log.</summary>
public static class ActorExtensions
{
    /// <summary>Who sends this request, and from where.</summary>
    public static AuditActor Actor(this HttpContext context)
    {
        var address = CallerAddress.Of(context);
        return Caller.Of(context.User) is { } caller ? caller.Actor(address) : AuditActor.Anonymous(address);
    }

    /// <summary>A caller; an open page knows no address.</summary>
    public static AuditActor Actor(this Caller caller, string? address = null) => new(caller.Id, caller.Login, address);
}
