using Microsoft.Data.Sqlite;
using TaskRelay.Web.Retention;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of the server itself: address, store, keys, limits.</summary>
internal static class HostKeys
{
    private const string StoreRemedy = "Set a SQLite connection string that names a file: Data Source=data/taskrelay.db.";

    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("PublicUrl", Forms.Optional(Forms.Origin)),
        .. ConfigurationKey.List("Administrators", Forms.Optional(Forms.Account)),
        new("ConnectionStrings:TaskRelay", SqliteFile),
        new("Database:Provider", Forms.OneOf("sqlite")),
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
        new("Retention:LogMegabytes", Forms.Number(0, 100_000)),
    ];

    private static string? SqliteFile(string value)
    {
        try
        {
            return new SqliteConnectionStringBuilder(value) is { DataSource: not ("" or ":memory:"), Mode: not SqliteOpenMode.Memory } ? null : StoreRemedy;
        }
        catch (ArgumentException)
        {
            return StoreRemedy;
        }
    }
}
