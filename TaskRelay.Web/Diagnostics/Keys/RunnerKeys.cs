using System.Text.RegularExpressions;
using TaskRelay.Web.Runners.Fly;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of where workers run.</summary>
internal static partial class RunnerKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("Runners:Default", Forms.OneOf("local", "fly")),
        new("Runners:ServerUrl", Forms.Address),
        new("Runners:Local:Command", Forms.Text),
        new("Runners:Local:WorkRoot", Forms.Folder),
        new("Runners:Local:Sandbox", Forms.OneOf("auto", "bubblewrap", "none")),
        new("Fly:ApiBaseUrl", Forms.Address),
        new("Fly:WorkerImage", Forms.Optional(value =>
            FlyImage.IsByDigest(value) ? null : $"Name the image by its digest, which nobody can move to other contents: {FlyImage.Example}.")),
        new("Fly:ApiToken", Forms.Optional(value => value.All(character => character is >= ' ' and <= '~') ? null : "Set the token on one line, as Fly shows it.")),
        new("Fly:AppName", Forms.Optional(value =>
            AppForm().IsMatch(value) ? null : "Set the app's name: lowercase letters, digits and hyphens, at most 63.")),
        new("Fly:Region", Forms.Optional(value => RegionForm().IsMatch(value) ? null : "Set a region's code, such as fra, or leave it out.")),
        // What goes together is looked at by FlySizeCheck.
        new("Fly:Cpus", Forms.Number(1, 1000)),
        new("Fly:MemoryMb", Forms.Number(1, 1_000_000)),
    ];

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex AppForm();

    [GeneratedRegex("^[a-z]{3}$")]
    private static partial Regex RegionForm();
}
