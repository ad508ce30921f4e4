using TaskRelay.Web.Auth;
using TaskRelay.Web.Diagnostics.Keys;

namespace TaskRelay.Web.Diagnostics;

/// <summary>
/// Looks at the whole configuration before anything starts and tells every fault at once, each with its key and its
/// remedy. Missing optional parts are no faults: the start-up check tells of them.
/// </summary>
public static class ConfigurationCheck
{
    /// <summary>All faults; empty when TaskRelay can start.</summary>
    public static IReadOnlyList<ConfigurationFault> Find(IConfiguration configuration)
    {
        var faults = new List<ConfigurationFault>();
        foreach (var (key, value) in KnownKeys.Values(configuration))
        {
            if (KnownKeys.Find(key) is var (known, name) && known.Form(value) is { } remedy)
            {
                faults.Add(new(name, remedy));
            }
        }

        faults.AddRange(AgentKeys.Names(configuration));
        AgentConfigurationCheck.Find(configuration, faults);
        ProviderConfigurationCheck.Find(configuration, faults);
        FlySizeCheck.Find(configuration, faults);
        StoreConfigurationCheck.Find(configuration, faults);
        faults.AddRange(KeyRing.Faults(configuration).Select(fault => new ConfigurationFault(fault.Key, fault.Remedy)));
        return [.. faults.OrderBy(fault => fault.Key, StringComparer.Ordinal)];
    }
}
