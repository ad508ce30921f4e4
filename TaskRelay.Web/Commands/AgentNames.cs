using System.Collections.Frozen;
using System.Text;

namespace TaskRelay.Web.Commands;

/// <summary>
/// The agents that a command may name, with their aliases, in any case. Immutable: the catalogue may change while the
/// app runs, so each parse is given the names of its moment.
/// </summary>
public sealed class AgentNames
{
    private readonly FrozenDictionary<string, string> _canonical;

    /// <param name="names">Canonical names.</param>
    /// <param name="aliases">Other names and the canonical name that each stands for.</param>
    public AgentNames(IEnumerable<string> names, IReadOnlyDictionary<string, string>? aliases = null)
    {
        var canonical = names.ToDictionary(name => name, name => name, StringComparer.OrdinalIgnoreCase);
        Names = [.. canonical.Values.Order(StringComparer.Ordinal)];
        // A configured agent whose name is another's alias is an agent of its own: the name wins.
        foreach (var (alias, name) in aliases ?? new Dictionary<string, string>())
            if (canonical.TryGetValue(name, out var target))
                canonical.TryAdd(alias, target);
        _canonical = canonical.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Canonical names in order, for telling what may be written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The canonical name behind a name or alias, or null where nobody is called that.</summary>
    /// <remarks>Ignoring case, some letters beyond ASCII equal one of its own (the long s is an S): those name nobody.</remarks>
    public string? Find(string name) => Ascii.IsValid(name) ? _canonical.GetValueOrDefault(name) : null;
}
