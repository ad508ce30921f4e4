using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>
/// What runs at Fly: Machines, whose guests are real processes. Tests make its platform misbehave; what
/// goes wrong with single requests is scripted with faults.
/// </summary>
public sealed partial class FlyCloud : IAsyncDisposable
{
    private const int MostRestarts = 10;
    private readonly FlyState _accounts;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly Lock _gate = new();
    private readonly List<FlyMachine> _machines = [];
    private readonly List<Task> _lives = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal FlyCloud(FlyState accounts, TimeProvider time, string folder) => (_accounts, _time, _folder) = (accounts, time, folder);

    /// <summary>How many Machines an organization may have.</summary>
    public int Quota { get; set; } = 50;

    /// <summary>Regions without room.</summary>
    public ISet<string> FullRegions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>New Machines stay in <c>created</c> until <see cref="Boot"/>.</summary>
    public bool HoldsInCreated { get; set; }

    /// <summary>False: no image can be pulled.</summary>
    public bool CanPullImages { get; set; } = true;

    /// <summary>False: names are not unique for the moment, as while the platform's parts disagree.</summary>
    public bool KeepsNamesUnique { get; set; } = true;

    /// <summary>What the image runs; by default the worker.</summary>
    public IReadOnlyList<string> GuestCommand { get; set; } = ["dotnet", FindWorker()];

    /// <summary>All Machines that ever were, oldest first.</summary>
    public IReadOnlyList<FlyMachine> Machines
    {
        get
        {
            lock (_gate)
                return [.. _machines];
        }
    }

    /// <summary>Lets a Machine start that was held in <c>created</c>.</summary>
    public void Boot(FlyMachine machine) => Live(machine);

    /// <summary>Ends the guest from within, as a crash would.</summary>
    public static void Kill(FlyMachine machine) => machine.Guest?.Kill();

    /// <summary>The guest used up its memory.</summary>
    public static void RunOutOfMemory(FlyMachine machine)
    {
        machine.IsOutOfMemory = true;
        machine.Guest?.Kill();
    }

    /// <summary>The host is lost with all that ran on it: no event tells of it.</summary>
    public void Lose(FlyMachine machine)
    {
        lock (_gate)
            machine.IsForgotten = true;
        machine.Guest?.Kill();
    }

    /// <summary>A second Machine of the same description, as a platform that has lost count makes one.</summary>
    public FlyMachine Duplicate(FlyMachine machine) => Add(machine.App, machine.Name, machine.Region, (JsonObject)machine.Config.DeepClone());

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Machines)
        {
            lock (_gate)
                machine.State = "destroyed";
            machine.Guest?.Kill();
        }
        Task[] lives;
        lock (_gate)
            lives = [.. _lives];
        await Task.WhenAll(lives);
    }

    internal static string FindWorker()
    {
        const string name = "TaskRelay.Worker.dll";
        var here = AppContext.BaseDirectory;
        return new[] { here, Path.Combine(here, "worker"), Path.Combine(here, "..", "worker") }
            .Select(folder => Path.GetFullPath(Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists) ?? name;
    }
}
