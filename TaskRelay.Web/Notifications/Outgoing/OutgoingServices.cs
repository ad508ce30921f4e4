using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Registers outgoing webhooks.</summary>
public static class OutgoingServices
{
    /// <summary>Bytes of headers that an answer may have.</summary>
    private const int KilobytesOfHeaders = 16;

    /// <summary>Adds endpoints, what is written at an end, and the sender.</summary>
    public static IServiceCollection AddRelayOutgoingWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<OutgoingOptions>(configuration.GetSection(OutgoingOptions.Section));

        // No loggers: addresses may hold secrets of their owners. No proxy: it would connect in our place, to anything.
        services.AddHttpClient(WebhookCourier.Name, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("TaskRelay");
            })
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ActivityHeadersPropagator = null,
                MaxResponseHeadersLength = KilobytesOfHeaders,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                ConnectCallback = provider.GetRequiredService<TargetConnector>().ConnectAsync,
            })
            .RemoveAllLoggers();
        return services
            .AddSingleton<BrowserNotices>()
            .AddSingleton<TargetConnector>()
            .AddSingleton<WebhookSecrets>()
            .AddSingleton<WebhookRules>()
            .AddSingleton<WebhookBodies>()
            .AddSingleton<WebhookCourier>()
            .AddSingleton<WebhookRows>()
            .AddSingleton<WebhookStore>()
            .AddSingleton<WebhookQueries>()
            .AddSingleton<ITaskEndNotice, WebhookIntake>()
            .AddRetentionRule<WebhookRetention>()
            .AddHostedService<WebhookSender>();
    }
}
