using TaskRelay.Web.Data;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The database: readable, and with this version's schema.</summary>
internal sealed class StoreCheck(IStoreProbe probe) : IStartupCheck
{
    public string Name => "database";

    public bool IsRequired => true;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (await probe.WhyNotAsync(cancellationToken) is { } why)
        {
            return
            [
                CheckResult.Fail(Name, true, why, probe.Remedy),
                CheckResult.Fail("migrations", true, "They are not known without the database.", "Mend the database first."),
            ];
        }

        var version = await probe.VersionAsync(cancellationToken);
        return [CheckResult.Pass(Name, true, $"The database can be read: {version ?? "its version is not known"}, {probe.Place}."), await MigrationsAsync(cancellationToken)];
    }

    private async Task<CheckResult> MigrationsAsync(CancellationToken cancellationToken) => await probe.PendingMigrationsAsync(cancellationToken) switch
    {
        null => CheckResult.Fail("migrations", true, "They can't be read.", $"{probe.Remedy} A backup may be needed."),
        { Count: 0 } => CheckResult.Pass("migrations", true, "The schema is this version's."),
        { Count: var missing } => CheckResult.Fail(
            "migrations", true, $"{missing} migrations are missing.", "Start TaskRelay again: it migrates at start. A backup from an older version may have been put back."),
    };
}
