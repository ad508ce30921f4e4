namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>What requests ask for.</summary>
public sealed partial class FlyCloud
{
    internal IReadOnlyList<FlyMachine> MachinesOf(string app, bool withDestroyed)
    {
        lock (_gate)
            return [.. _machines.Where(machine => machine.App == app && !machine.IsForgotten && (withDestroyed || machine.State != "destroyed"))];
    }

    internal FlyMachine? Find(string app, string id)
    {
        lock (_gate)
            return _machines.FirstOrDefault(machine => machine.App == app && machine.Id == id && !machine.IsForgotten);
    }

    internal int CountOf(string organization)
    {
        lock (_gate)
            return _machines.Count(machine => machine.State != "destroyed" && _accounts.OrganizationOf(machine.App) == organization);
    }

    /// <summary>Changes something about a Machine while nothing else does.</summary>
    internal T Change<T>(Func<T> change)
    {
        lock (_gate)
            return change();
    }
}
