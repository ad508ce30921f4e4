using System.Globalization;
using System.Text.RegularExpressions;
using TaskRelay.Web.Runners.Fly;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Diagnostics;

/// <summary>The part of the configuration that is about Fly.</summary>
internal static partial class FlyConfigurationCheck
{
    public static void Find(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        if (configuration["Fly:WorkerImage"] is { Length: > 0 } image && !FlyImage.IsByDigest(image))
        {
            faults.Add(new("Fly:WorkerImage", $"Name the image by its digest, which nobody can move to other contents: {FlyImage.Example}."));
        }

        if (configuration["Fly:AppName"] is { Length: > 0 } app && !AppForm().IsMatch(app))
        {
            faults.Add(new("Fly:AppName", "Set the app's name: lowercase letters, digits and hyphens, at most 63."));
        }

        if (configuration["Fly:Region"] is { Length: > 0 } region && !RegionForm().IsMatch(region))
        {
            faults.Add(new("Fly:Region", "Set a region's code, such as fra, or leave it out."));
        }

        if (configuration["Fly:ApiToken"] is { Length: > 0 } token && token.Any(character => character is < ' ' or > '~'))
        {
            faults.Add(new("Fly:ApiToken", "Set the token on one line, as Fly shows it."));
        }

        Size(configuration, faults);
    }

    private static void Size(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        var cpus = Read(configuration["Fly:Cpus"], FlyGuest.DefaultCpus);
        var memory = Read(configuration["Fly:MemoryMb"], FlyGuest.DefaultMemoryMb);
        if (cpus is null || FlyGuest.CpusFault(cpus.Value) is not null)
        {
            faults.Add(new("Fly:Cpus", FlyGuest.CpusFault(cpus ?? 0)!));
        }
        else if (memory is null || FlyGuest.MemoryFault(cpus.Value, memory.Value) is not null)
        {
            faults.Add(new("Fly:MemoryMb", FlyGuest.MemoryFault(cpus.Value, memory ?? 0)!));
        }
    }

    private static int? Read(string? text, int otherwise) => text is not { Length: > 0 }
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex AppForm();

    [GeneratedRegex("^[a-z]{3}$")]
    private static partial Regex RegionForm();
}
