using TaskRelay.Web.Diagnostics.Keys;

namespace TaskRelay.Web.Operations;

/// <summary>
/// Parts a command's own words from settings, which may stand anywhere among them as they do behind the server's name:
/// <c>--ConnectionStrings:TaskRelay=…</c>, <c>--contentRoot /srv/relay</c>.
/// </summary>
internal static class CommandSettings
{
    private static readonly string[] Host = ["contentRoot", "environment", "urls"];

    /// <summary>Both, in their order.</summary>
    public static (string[] Words, string[] Settings) Split(IReadOnlyList<string> arguments)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            if (!IsSetting(argument))
            {
                words.Add(argument);
                continue;
            }

            settings.Add(argument);
            if (!argument.Contains('=') && at + 1 < arguments.Count)
            {
                settings.Add(arguments[++at]);
            }
        }

        return ([.. words], [.. settings]);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal))
        {
            return false;
        }

        var name = argument[2..].Split('=')[0];
        return Host.Contains(name, StringComparer.OrdinalIgnoreCase) || KnownKeys.Find(name) is not null;
    }
}
