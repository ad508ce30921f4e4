using Microsoft.Data.Sqlite;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The database: readable, and with this version's schema.</summary>
internal sealed class StoreCheck(SqliteProbe probe) : IStartupCheck
{
    public string Name => "database";

    public bool IsRequired => true;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (await probe.WhyNotAsync(cancellationToken) is { } why)
        {
            return
            [
                CheckResult.Fail(Name, true, why, $"Look at {probe.Path}, its disk and its owner; restore a backup where it is damaged, then start TaskRelay again."),
                CheckResult.Fail("migrations", true, "They are not known without the database.", "Mend the database first."),
            ];
        }

        return [CheckResult.Pass(Name, true, "The database can be read."), await MigrationsAsync(cancellationToken)];
    }

    private async Task<CheckResult> MigrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pending = await probe.PendingMigrationsAsync(cancellationToken);
            return pending.Count == 0
                ? CheckResult.Pass("migrations", true, "The schema is this version's.")
                : CheckResult.Fail("migrations", true, $"{pending.Count} migrations are missing.", "Start TaskRelay again: it migrates at start. A backup from an older version may have been put back.");
        }
        catch (SqliteException exception)
        {
            return CheckResult.Fail("migrations", true, $"They can't be read (SQLite error {exception.SqliteErrorCode}).", "Restore a backup of the database.");
        }
    }
}
