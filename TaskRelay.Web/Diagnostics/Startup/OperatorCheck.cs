using TaskRelay.Web.Diagnostics.Keys;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>What the operator wrote: who administers, and keys that nobody reads.</summary>
internal sealed class OperatorCheck(IConfiguration configuration) : IStartupCheck
{
    public string Name => "configuration";

    public bool IsRequired => false;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([Administrators(), Keys()]);

    private CheckResult Administrators() => ConfigurationLists.Read(configuration.GetSection("Administrators")).Length > 0
        ? CheckResult.Pass("administrators", false, "Administrators are named.")
        : CheckResult.Warn("administrators", false, "Nobody is named as administrator.", "Set Administrators to GitHub logins or numeric ids.");

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
