namespace TaskRelay.Web.Notifications;

/// <summary>Registers what tells GitHub.</summary>
public static class NotificationServices
{
    /// <summary>Adds the sender of the outbox and its parts.</summary>
    public static IServiceCollection AddRelayNotifications(this IServiceCollection services) => services
        .AddSingleton<InstallationPacer>()
        .AddSingleton<OutboxRows>()
        .AddSingleton<NoticeComposer>()
        .AddSingleton<OutboxDelivery>()
        .AddSingleton<InstallationResolver>()
        .AddHostedService<OutboxSender>();
}
