using TaskRelay.Web.Retention;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Webhooks;

/// <summary>Registers the inbox.</summary>
public static class WebhookServices
{
    /// <summary>Adds the judge, the inbox and what administrators see of it.</summary>
    public static IServiceCollection AddRelayWebhooks(this IServiceCollection services) => services
        .AddSingleton<InboxJudge>()
        .AddSingleton<ExternalChanges>()
        .AddSingleton<WebhookInbox>()
        .AddSingleton<DeliveryQueries>()
        .AddSingleton<RedactedPayload>()
        .AddSingleton<DeliveryReplay>()
        .AddSingleton<DeliveryDesk>()
        .AddRetentionRule<BodyRetention>()
        .AddRetentionRule<DeliveryRetention>();
}
