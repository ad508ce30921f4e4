using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskRelay.Worker.Output;

/// <summary>
/// The words in which providers say that a quota, a limit or the credit is used up. To be asked only about a run that
/// failed: an agent may well write about limits.
/// </summary>
internal static partial class QuotaSigns
{
    public static bool AreIn(string text) => Words().IsMatch(text);

    /// <summary>The text with a bare time stamp, as in <c>usage limit reached|1755806400</c>, written out.</summary>
    public static string WithTime(string text) =>
        Epoch().Replace(text, static m => $"; it resets at {Time(long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))}");

    /// <summary>The provider had too much to do, and says so in its own form.</summary>
    public static bool AreOfOverload(string text) => Overload().IsMatch(text);

    /// <summary>The time at which a limit ends, as <see cref="WithTime"/> and <see cref="Time"/> write it.</summary>
    public static DateTimeOffset? ToldTime(string text) =>
        Told().Match(text) is { Success: true } told
        && DateTimeOffset.TryParseExact(
            told.Groups[1].Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : null;

    /// <summary>Seconds or milliseconds since 1970, for people.</summary>
    public static string Time(long epoch)
    {
        var seconds = epoch > 99_999_999_999 ? epoch / 1000 : epoch;
        return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 99_999_999_999)).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"credit balance is too low|usage limit|(session|hourly|daily|weekly|monthly|[0-9]+-hour|spend(ing)?) limit (has been )?(reached|exceeded)"
        + @"|hit your [\w\s-]{0,40}limit|insufficient[_ ](quota|credits?|balance|funds)|quota (exceeded|reached)|exceeded your current quota|RESOURCE_EXHAUSTED"
        + @"|requires usage credits|rate_limit_error|exceed your organi[sz]ation('s)? rate limit|(http|status|error|code|rejected)[\s:(=""]{1,4}429\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"overloaded_error|API Error: 529\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Overload();

    [GeneratedRegex(@"resets at ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}) UTC", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Told();

    [GeneratedRegex(@"\|([0-9]{10,13})\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Epoch();
}
