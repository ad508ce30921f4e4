using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Who may see which endpoints: everybody their own, administrators those of the instance too.</summary>
public static class WebhookReach
{
    /// <summary>Those that a caller may see.</summary>
    public static IQueryable<WebhookEndpoint> VisibleTo(this IQueryable<WebhookEndpoint> endpoints, Caller caller) => caller.IsAdministrator
        ? endpoints.Where(endpoint => endpoint.UserId == caller.Id || endpoint.UserId == null)
        : endpoints.Where(endpoint => endpoint.UserId == caller.Id);
}
