using System.Text.Json;

namespace TaskRelay.Web.Http;

/// <summary>
/// Reads the members of a JSON object one by one and notes what is wrong with each under its path, so that a caller
/// hears of every fault at once. Every member that nobody asked for is a fault too.
/// </summary>
public sealed class JsonFields
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly string _path;

    private JsonFields(JsonElement json, string path, Dictionary<string, string[]> errors)
    {
        (_path, Errors) = (path, errors);
        foreach (var member in json.EnumerateObject())
        {
            if (NameOf(member) is not { } name)
            {
                Errors.TryAdd(path.Length == 0 ? "$" : path, ["Has a member whose name is no text."]);
            }
            else if (!_members.TryAdd(name, member.Value))
            {
                Fail(name, "Stands there twice.");
            }
        }
    }

    /// <summary>What is wrong so far, by path, of this object and those inside it.</summary>
    public Dictionary<string, string[]> Errors { get; }

    /// <summary>Names of the members, in their order.</summary>
    public IEnumerable<string> Names => _members.Keys;

    /// <summary>The object; null when it is none.</summary>
    public static JsonFields? Of(JsonElement json) => json.ValueKind == JsonValueKind.Object ? new JsonFields(json, "", []) : null;

    /// <summary>Notes a fault of a member.</summary>
    public void Fail(string name, string message) => Errors.TryAdd(PathOf(name), [message]);

    /// <summary>Whether the member is there, be it <c>null</c>.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Passes over a member that only answers carry.</summary>
    public void Ignore(string name) => _taken.Add(name);

    /// <summary>A text that must be there; null and a fault when it is not.</summary>
    public string? Text(string name) => Take(name) is { } value ? TextOf(name, value) : null;

    /// <summary>A member that must be there and may be null.</summary>
    public string? TextOrNull(string name) =>
        Take(name) is { ValueKind: not JsonValueKind.Null } value ? TextOf(name, value) : null;

    /// <summary>A text that may be absent or null.</summary>
    public string? OptionalText(string name) => IsGiven(name) ? Text(name) : null;

    /// <summary>A whole number that must be there.</summary>
    public int? Number(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number))
        {
            return number;
        }

        Fail(name, "Must be a whole number.");
        return null;
    }

    /// <summary>A whole number within a range, that must be there.</summary>
    public int? Number(string name, int least, int most)
    {
        var number = Number(name);
        if (number < least || number > most)
        {
            Fail(name, $"Must be {least} to {most}.");
            return null;
        }

        return number;
    }

    /// <summary>A whole number that may be absent or null.</summary>
    public int? OptionalNumber(string name) => IsGiven(name) ? Number(name) : null;

    /// <summary>True or false, that must be there.</summary>
    public bool? Flag(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Fail(name, "Must be true or false.");
        return null;
    }

    /// <summary>True or false, that may be absent or null.</summary>
    public bool? OptionalFlag(string name) => IsGiven(name) ? Flag(name) : null;

    /// <summary>An object that must be there.</summary>
    public JsonFields? Object(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(value, PathOf(name), Errors);
        }

        Fail(name, "Must be an object.");
        return null;
    }

    /// <summary>A list of texts that must be there; faults are noted under their index.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Take(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            Fail(name, "Must be a list.");
            return null;
        }

        return [.. value.EnumerateArray().Select((entry, at) => TextOf($"{name}[{at}]", entry)).OfType<string>()];
    }

    /// <summary>To be called last: what was not asked for is not known here.</summary>
    public void End()
    {
        foreach (var name in Names.Where(name => !_taken.Contains(name)))
        {
            Fail(name, "Is not known here.");
        }
    }

    private bool IsGiven(string name)
    {
        _taken.Add(name);
        return _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;
    }

    private JsonElement? Take(string name)
    {
        _taken.Add(name);
        if (_members.TryGetValue(name, out var value))
        {
            return value;
        }

        Fail(name, "Is missing.");
        return null;
    }

    private string? TextOf(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && Decoded(value.GetString) is { } text)
        {
            return text;
        }

        Fail(name, "Must be a text.");
        return null;
    }

    private static string? NameOf(JsonProperty member) => Decoded(() => member.Name);

    /// <summary>Null for half of an escaped surrogate pair: JSON by its grammar, but no text.</summary>
    private static string? Decoded(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
