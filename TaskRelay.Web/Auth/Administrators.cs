namespace TaskRelay.Web.Auth;

/// <summary>
/// Who the configuration names as administrators: numeric ids, or logins. A login counts only through its binding to
/// the numeric id that held it at the first sign-in, so whoever takes over a freed login gets nothing. Where it names
/// nobody, whoever came first with the one-time code of set-up is administrator.
/// </summary>
public sealed class Administrators(IConfiguration configuration)
{
    /// <summary>Stands for a login in the binding of whom set-up made administrator; no login has this form.</summary>
    public const string BySetup = "#setup";

    private const string Key = "Administrators";

    /// <summary>Whether the configuration, as it is now, names anybody: then it alone decides.</summary>
    public bool NamesAnybody => Entries.Any();

    /// <summary>A configured login that this account holds now, in the form in which it is bound; null when none.</summary>
    public string? LoginToBind(string login) =>
        Entries.FirstOrDefault(entry => !IsNumber(entry) && string.Equals(entry, login, StringComparison.OrdinalIgnoreCase))?.ToLowerInvariant();

    /// <summary>Whether this account is administrator now.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="boundLogins">Logins bound to it.</param>
    public bool Includes(long userId, IReadOnlyCollection<string> boundLogins) =>
        EntryOf(userId, boundLogins) is not null;

    /// <summary>What makes this account administrator: the entry of the configuration, or <see cref="BySetup"/>; null when nothing does.</summary>
    public string? EntryOf(long userId, IReadOnlyCollection<string> boundLogins) =>
        NamesAnybody
            ? Entries.FirstOrDefault(entry => IsNumber(entry) ? long.Parse(entry) == userId : entry != BySetup && boundLogins.Contains(entry.ToLowerInvariant()))
            : boundLogins.Contains(BySetup) ? BySetup : null;

    /// <summary>Only digits is always an id, although GitHub allows such logins too.</summary>
    private static bool IsNumber(string entry) => entry.All(char.IsAsciiDigit) && long.TryParse(entry, out _);

    /// <summary>An array, or one string with commas; read each time, for the configuration may be reloaded.</summary>
    public IEnumerable<string> Entries
    {
        get
        {
            var section = configuration.GetSection(Key);
            return section.GetChildren().Select(child => child.Value)
                .Append(section.Value)
                .SelectMany(value => value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
                .Select(entry => entry.TrimStart('@'));
        }
    }
}
