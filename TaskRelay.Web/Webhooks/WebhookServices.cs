namespace TaskRelay.Web.Webhooks;

/// <summary>Registers the inbox.</summary>
public static class WebhookServices
{
    /// <summary>Adds the judge and the inbox.</summary>
    public static IServiceCollection AddRelayWebhooks(this IServiceCollection services) => services
        .AddSingleton<InboxJudge>()
        .AddSingleton<WebhookInbox>();
}
