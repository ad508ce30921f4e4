namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Finds keys that nobody reads: most are misspelt, and their values would be missed in silence.</summary>
public static class UnknownKeys
{
    // Every start asks for each variable of its environment how far it is from every known key.
    private static readonly Dictionary<string, string> PlainLetters = KnownKeys.All
        .Select(known => known.Pattern).Where(pattern => !pattern.Contains('*')).Distinct().ToDictionary(pattern => pattern, Letters);

    /// <summary>Each with the known key that it resembles, if any does.</summary>
    public static IReadOnlyList<(string Key, string? Nearest)> Find(IConfiguration configuration)
    {
        var found = new List<(string, string?)>();
        foreach (var (key, value) in KnownKeys.Values(configuration))
        {
            if (KnownKeys.Find(key) is not null)
            {
                continue;
            }

            var nearest = Nearest(key);

            // An empty array or section has a value of its own. Connection strings and the top level also hold what belongs to others.
            var isOurs = KnownKeys.IsOurs(key) && value.Length > 0 && !key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase);
            if (isOurs || nearest is not null)
            {
                found.Add((key, nearest));
            }
        }

        return found;
    }

    private static string? Nearest(string key)
    {
        var letters = Letters(key);
        var allowed = letters.Length < 6 ? 0 : letters.Length < 12 ? 1 : 2;
        return KnownKeys.All
            .Where(known => !known.Pattern.EndsWith('*'))
            .Select(known => (Name: Filled(known.Pattern, key), Pattern: known.Pattern))
            .Select(known => (known.Name, Distance: Distance(letters, PlainLetters.GetValueOrDefault(known.Pattern) ?? Letters(known.Name), allowed)))
            .Where(known => known.Distance <= allowed)
            .OrderBy(known => known.Distance)
            .Select(known => known.Name)
            .FirstOrDefault();
    }

    /// <summary>With the operator's own segments in place of the wildcards.</summary>
    private static string Filled(string pattern, string key)
    {
        var given = key.Split(':');
        return string.Join(':', pattern.Split(':').Select((segment, at) => segment == "*" && at < given.Length ? given[at] : segment));
    }

    /// <summary>WEBHOOK_SECRET is meant as WebhookSecret: only letters and digits count.</summary>
    private static string Letters(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters to add, leave out, change or swap.</summary>
    private static int Distance(string one, string other, int allowed)
    {
        if (Math.Abs(one.Length - other.Length) > allowed || (allowed == 0 && one != other))
        {
            return int.MaxValue;
        }

        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
