using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Room on the disks of the store, the keys and the workers.</summary>
internal sealed class DiskCheck(IStoreProbe store, KeyProbe keys, IOptionsMonitor<RunnerOptions> runners) : IStartupCheck
{
    private const long MiB = 1024 * 1024;
    private const long Low = 1024 * MiB;
    private const long Full = 100 * MiB;

    public string Name => "disk_space";

    public bool IsRequired => false;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        string?[] known = [Path.GetDirectoryName(store.File), keys.Folder, runners.CurrentValue.Local.WorkRoot];
        var folders = known.OfType<string>().Select(Path.GetFullPath);
        var (folder, free) = folders.Select(folder => (folder, Free: FreeBytes(folder))).MinBy(found => found.Free);
        const string remedy = "Free some space, or move the folder to a larger disk; without space webhooks and tasks are refused.";
        var message = $"{free / MiB} MiB are free for {folder}.";
        var result = free < Full ? CheckResult.Fail(Name, false, message, remedy)
            : free < Low ? CheckResult.Warn(Name, false, message, remedy)
            : CheckResult.Pass(Name, false, message);
        return Task.FromResult<IReadOnlyList<CheckResult>>([result]);
    }

    /// <summary>Of the nearest folder that is there: the work folder is made with the first task.</summary>
    private static long FreeBytes(string folder)
    {
        var there = new DirectoryInfo(folder);
        while (!there.Exists && there.Parent is { } parent)
        {
            there = parent;
        }

        return new DriveInfo(there.FullName).AvailableFreeSpace;
    }
}
