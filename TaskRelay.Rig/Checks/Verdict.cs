namespace TaskRelay.Rig.Checks;

/// <summary>What was found. The run is good when every list is empty.</summary>
internal sealed class Verdict
{
    private const int Shown = 5;

    private readonly Dictionary<string, SortedSet<string>> _faults = new()
    {
        ["lost"] = [],
        ["doubled"] = [],
        ["stuck"] = [],
        ["broken"] = [],
        ["late"] = [],
    };

    public bool IsGood => _faults.Values.All(faults => faults.Count == 0);

    /// <summary>Acknowledged, and not in the store.</summary>
    public void Lost(string what) => _faults["lost"].Add(what);

    /// <summary>There more than once.</summary>
    public void Doubled(string what) => _faults["doubled"].Add(what);

    /// <summary>Not ended although nothing keeps it.</summary>
    public void Stuck(string what) => _faults["stuck"].Add(what);

    /// <summary>The store, the app or the rig itself does not work.</summary>
    public void Broken(string what) => _faults["broken"].Add(what);

    /// <summary>Ready too late.</summary>
    public void Late(string what) => _faults["late"].Add(what);

    public void Write(TextWriter output)
    {
        foreach (var (kind, faults) in _faults)
        {
            foreach (var fault in faults.Take(Shown))
            {
                output.WriteLine($"{kind}: {fault}");
            }

            if (faults.Count > Shown)
            {
                output.WriteLine($"{kind}: and {faults.Count - Shown} more");
            }
        }

        output.WriteLine(string.Join("  ", _faults.Select(pair => $"{pair.Key} {pair.Value.Count}")));
    }
}
