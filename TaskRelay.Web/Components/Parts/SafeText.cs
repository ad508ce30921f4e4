using System.Text.RegularExpressions;

namespace TaskRelay.Web.Components.Parts;

/// <summary>
/// Output of programs as plain text: terminal commands are taken out, for they could hide, overwrite or imitate
/// lines, and so are the marks that reverse the reading direction. Encoding for HTML stays Razor's work.
/// </summary>
public static partial class SafeText
{
    /// <summary>The text that a terminal would have left on its line.</summary>
    public static string Of(string text)
    {
        if (!Suspicious().IsMatch(text))
        {
            return text;
        }

        var plain = TerminalCommands().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal);

        // A progress bar returns to the line's start: what it wrote last is what was seen.
        plain = string.Join('\n', plain.TrimEnd('\r').Split('\n').Select(line => line[(line.LastIndexOf('\r') + 1)..]));
        return Unseen().Replace(plain, "");
    }

    [GeneratedRegex("""[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]""")]
    private static partial Regex Suspicious();

    /// <summary>CSI; OSC, DCS, SOS, PM and APC to their end, or to the text's where that is missing; other escapes.</summary>
    [GeneratedRegex("""(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?|(?:\u001B[\]PX^_]|[\u009D\u0090\u0098\u009E\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C|$)|\u001B[ -/]*[0-~]?""")]
    private static partial Regex TerminalCommands();

    [GeneratedRegex("""[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]""")]
    private static partial Regex Unseen();
}
