using System.Data.Common;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Data;
using TaskRelay.Web.Diagnostics.Keys;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>What the operator wrote: who administers, and keys that nobody reads.</summary>
internal sealed class OperatorCheck(IConfiguration configuration, SetupDoor door) : IStartupCheck
{
    public string Name => "configuration";

    public bool IsRequired => false;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        [await AdministratorsAsync(cancellationToken), Keys()];

    private async Task<CheckResult> AdministratorsAsync(CancellationToken cancellationToken)
    {
        const string name = "administrators";
        try
        {
            return await door.HasAdministratorAsync(cancellationToken)
                ? CheckResult.Pass(name, false, "There is an administrator.")
                : CheckResult.Warn(name, false, "Nobody is administrator.",
                    "Open /setup with the one-time code that the server printed at its start, or set Administrators to GitHub logins or numeric ids.");
        }
        catch (Exception exception) when (exception is DbException or StoreUnavailableException)
        {
            return CheckResult.Warn(name, false, "Whether there is an administrator is not known without the database.", "Mend the database first.");
        }
    }

    private CheckResult Keys()
    {
        var unknown = UnknownKeys.Find(configuration);
        return unknown.Count == 0
            ? CheckResult.Pass(Name, false, "Every key of the configuration is known.")
            : CheckResult.Warn(Name, false,
                $"Keys that nobody reads: {string.Join(", ", unknown.Select(one => one.Nearest is null ? one.Key : $"{one.Key} (is {one.Nearest} meant?)"))}.",
                "Correct or remove them.");
    }
}
