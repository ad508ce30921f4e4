namespace TaskRelay.Web.Auth;

/// <summary>
/// Who the configuration names as administrators: numeric ids, or logins. A login counts only through its binding to
/// the numeric id that held it at the first sign-in, so whoever takes over a freed login gets nothing.
/// </summary>
public sealed class Administrators(IConfiguration configuration)
{
    private const string Key = "Administrators";

    /// <summary>A configured login that this account holds now, in the form in which it is bound; null when none.</summary>
    public string? LoginToBind(string login) =>
        Entries.FirstOrDefault(entry => !IsNumber(entry) && string.Equals(entry, login, StringComparison.OrdinalIgnoreCase))?.ToLowerInvariant();

    /// <summary>Whether the configuration, as it is now, names this account.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="boundLogins">Logins bound to it.</param>
    public bool Includes(long userId, IReadOnlyCollection<string> boundLogins) =>
        EntryOf(userId, boundLogins) is not null;

    /// <summary>The entry of the configuration that names this account; null when none does.</summary>
    public string? EntryOf(long userId, IReadOnlyCollection<string> boundLogins) =>
        Entries.FirstOrDefault(entry => IsNumber(entry)
            ? long.Parse(entry) == userId
            : boundLogins.Contains(entry.ToLowerInvariant()));

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
