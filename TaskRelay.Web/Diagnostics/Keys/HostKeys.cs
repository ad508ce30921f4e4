using System.Text.RegularExpressions;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of the server itself: address, store, keys, limits.</summary>
internal static partial class HostKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("PublicUrl", Forms.Optional(Forms.Origin)),
        .. ConfigurationKey.List("Administrators", Forms.Optional(Forms.Account)),
        // Judged with its neighbour: see StoreConfigurationCheck.
        new("ConnectionStrings:TaskRelay", Forms.Any),
        new("Database:Provider", Forms.OneOf("sqlite", "postgres")),
        new(NodeName.Key, Forms.Optional(value =>
            NameForm().IsMatch(value) ? null : "Set a name of letters, digits, dots and hyphens, at most 63, that no other instance has.")),
        new("DataProtection:KeysPath", Forms.Folder),
        // Whether certificates can be read and open the ring is judged by the ring itself.
        new("DataProtection:CertificatePath", Forms.Any),
        new("DataProtection:CertificatePassword", Forms.Any),
        new("DataProtection:PreviousCertificatePath", Forms.Any),
        new("DataProtection:PreviousCertificatePassword", Forms.Any),
        new("RateLimits:PerUserPerMinute", Forms.Number(0, 1_000_000)),
        new("RateLimits:PerAddressPerMinute", Forms.Number(0, 1_000_000)),
        .. ConfigurationKey.List("Http:KnownProxies", Forms.Optional(Forms.Network)),
        new("Metrics:Enabled", Forms.Flag),
        new("Retention:DeliveryDays", Forms.NothingOr(RetentionOptions.LeastDeliveryDays, 36_500)),
        new("Retention:BodyDays", Forms.Number(0, 36_500)),
        new("Retention:LogDays", Forms.Number(0, 36_500)),
        new("Retention:TaskDays", Forms.Number(0, 36_500)),
        new("Retention:AuditDays", Forms.Number(0, 36_500)),
        new("Retention:WebhookDays", Forms.Number(0, 36_500)),
        new("Retention:LogMegabytes", Forms.Number(0, 100_000)),
    ];

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9.-]{0,62})$")]
    private static partial Regex NameForm();
}
