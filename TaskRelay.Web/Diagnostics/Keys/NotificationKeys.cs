namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of where outgoing webhooks may go.</summary>
internal static class NotificationKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("Notifications:AllowHttp", Forms.Flag),
        new("Notifications:AllowPrivateTargets", Forms.Flag),
    ];
}
