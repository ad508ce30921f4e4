namespace TaskRelay.Web.Settings;

/// <summary>What a credential's value must be: something that a header can carry, whole.</summary>
public static class SecretRules
{
    /// <summary>Fly's tokens are the longest, thousands of characters with all their parts.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Shorter values show nothing of themselves: four characters would be too much of them.</summary>
    private const int ShowsEnd = 12;

    /// <summary>What is wrong with a value; null when nothing is. Never holds any of it.</summary>
    public static string? Fault(string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "Must not be empty or blank.";
        }

        if (value.Length > MaxLength)
        {
            return $"Must hold at most {MaxLength} characters.";
        }

        return IsSendable(value) ? null : "Must be printable ASCII on one line, as the provider shows it.";
    }

    /// <summary>Whether a header can carry it.</summary>
    public static bool IsSendable(string value) => value.All(letter => letter is >= ' ' and <= '~');

    /// <summary>The value as it is kept: spaces around it came with the clipboard.</summary>
    public static string Trimmed(string value) => value.Trim(' ');

    /// <summary>The last four characters of a value that is long enough to show them.</summary>
    public static string? LastFour(string value) => value.Length >= ShowsEnd ? value[^4..] : null;
}
