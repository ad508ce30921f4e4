namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>What a value must look like: null when it does, else what to set instead.</summary>
public delegate string? Form(string value);

/// <summary>A key that the configuration may hold.</summary>
/// <param name="Pattern">Its name; <c>*</c> stands for one segment that the operator chooses.</param>
/// <param name="Form">What its value must look like.</param>
public sealed record ConfigurationKey(string Pattern, Form Form)
{
    private readonly string[] _segments = Pattern.Split(':');

    /// <summary>A list: an array, or one string with commas.</summary>
    public static IEnumerable<ConfigurationKey> List(string name, Form entry) => [new(name, Forms.Each(entry)), new($"{name}:*", entry)];

    /// <summary>The name as it is written here, when the key is this one; else null.</summary>
    public string? Match(string key)
    {
        var segments = key.Split(':');
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        for (var at = 0; at < segments.Length; at++)
        {
            if (_segments[at] != "*" && !string.Equals(_segments[at], segments[at], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return string.Join(':', _segments.Zip(segments, (known, given) => known == "*" ? given : known));
    }
}
