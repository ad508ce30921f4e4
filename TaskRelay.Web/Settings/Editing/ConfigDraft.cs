using System.Text.Json.Nodes;

namespace TaskRelay.Web.Settings.Editing;

/// <summary>What somebody changes on an open page: the settings as they were read, and on top the fields that differ.</summary>
public sealed class ConfigDraft(ConfigView read)
{
    private readonly Dictionary<string, string> _mine = new(StringComparer.Ordinal);
    private JsonObject _base = ConfigLeaves.Of(read);

    /// <summary>The settings that the changes were made from.</summary>
    public ConfigView Base { get; private set; } = read;

    /// <summary>There is something to save.</summary>
    public bool IsChanged => _mine.Count > 0;

    /// <summary>The fields that differ, by path.</summary>
    public IReadOnlyDictionary<string, string> Changes => _mine;

    /// <summary>A field as it is shown. What is set back to the stored value is no change any more.</summary>
    public string this[string path]
    {
        get => _mine.GetValueOrDefault(path) ?? Stored(path);
        set
        {
            if (value == Stored(path))
            {
                _mine.Remove(path);
            }
            else
            {
                _mine[path] = value;
            }
        }
    }

    /// <summary>A field as it was read.</summary>
    public string Stored(string path) => ConfigLeaves.Read(_base, path);

    /// <summary>Goes on from other settings. Changes stay, but for those that are given up and those that say the same.</summary>
    public void Rebase(ConfigView current, IEnumerable<string> givenUp)
    {
        (Base, _base) = (current, ConfigLeaves.Of(current));
        foreach (var path in givenUp)
        {
            _mine.Remove(path);
        }

        foreach (var (path, text) in _mine.Where(change => change.Value == Stored(change.Key)).ToList())
        {
            _mine.Remove(path);
        }
    }

    /// <summary>Gives everything up.</summary>
    public void Reset() => _mine.Clear();
}
