using System.Globalization;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Whether Fly offers Machines of the configured size: CPUs and memory go together.</summary>
internal static class FlySizeCheck
{
    public static void Find(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        // What is no number is a fault of its own.
        if (Read(configuration["Fly:Cpus"], FlyGuest.DefaultCpus) is not { } cpus || Read(configuration["Fly:MemoryMb"], FlyGuest.DefaultMemoryMb) is not { } memory)
        {
            return;
        }

        if (FlyGuest.CpusFault(cpus) is { } wrongCpus)
        {
            faults.Add(new("Fly:Cpus", wrongCpus));
        }
        else if (FlyGuest.MemoryFault(cpus, memory) is { } wrongMemory)
        {
            faults.Add(new("Fly:MemoryMb", wrongMemory));
        }
    }

    private static int? Read(string? text, int otherwise) => text is not { Length: > 0 }
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
