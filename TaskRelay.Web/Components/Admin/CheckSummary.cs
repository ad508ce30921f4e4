using System.Globalization;
using System.Text;
using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Components.Admin;

/// <summary>All checks taken together, in a sentence.</summary>
/// <param name="Tone">Of the notice: <c>good</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Title">How it stands.</param>
/// <param name="Words">What that means.</param>
public sealed record CheckSummary(string Tone, string Title, string Words)
{
    /// <summary>The summary of a report.</summary>
    public static CheckSummary Of(StartupReport report)
    {
        var checks = report.Checks ?? [];
        var (fails, warns) = (checks.Count(one => one.Status == CheckStatus.Fail), checks.Count(one => one.Status == CheckStatus.Warn));
        return report.Status switch
        {
            StartupStatus.Ready => new("good", "All good", $"All {checks.Count} checks pass: TaskRelay can do its work."),
            StartupStatus.Degraded => new("warning", "It works, but look at this", $"Everything that is required works. {Counted(fails, warns)}"),
            _ => new("error", "Not ready", $"Something that is required does not work. {Counted(fails, warns)}"),
        };
    }

    /// <summary>The report as plain text, to be sent to somebody.</summary>
    public static string Text(StartupReport report, DateTimeOffset at)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"TaskRelay {report.Version}, start-up check of {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n");
        foreach (var check in report.Checks ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"{CheckLook.Of(check.Status).Text.ToUpperInvariant(),-7} {check.Name}: {check.Message}\n");
            if (check.Remedy is { } remedy)
            {
                text.Append(CultureInfo.InvariantCulture, $"        {remedy}\n");
            }
        }

        return text.ToString();
    }

    private static string Counted(int fails, int warns) => (fails, warns) switch
    {
        (0, _) => $"{Plural(warns, "warning")}.",
        (_, 0) => $"{Plural(fails, "check fails", "checks fail")}.",
        _ => $"{Plural(fails, "check fails", "checks fail")}, {Plural(warns, "warning")}.",
    };

    private static string Plural(int count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
