using Microsoft.Extensions.Options;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Runners.Local;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The cage of agents on this machine.</summary>
internal sealed class SandboxCheck(IOptionsMonitor<RunnerOptions> options, SandboxProbe probe) : IStartupCheck
{
    public string Name => "sandbox";

    public bool IsRequired => false;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        if (options.CurrentValue.Default != "local")
        {
            return [];
        }

        if (options.CurrentValue.Local.Sandbox == "none")
        {
            return
            [
                CheckResult.Warn(Name, false,
                    "Agents run without a sandbox: they can read and change whatever the user of this server can, the database, the encryption keys and the App's private key among it, and can reach its network.",
                    "Install bubblewrap and set Runners:Local:Sandbox to auto; or give TaskRelay a machine and a user of its own."),
            ];
        }

        return
        [
            await probe.WhyNotAsync(cancellationToken) is { } reason
                ? CheckResult.Warn(Name, false, $"Agents can't be caged here, so only scribe may run: {reason}",
                    "Install bubblewrap and allow user namespaces (sysctl kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), or run TaskRelay as root.")
                : CheckResult.Pass(Name, false, "Agents run in bubblewrap."),
        ];
    }
}
