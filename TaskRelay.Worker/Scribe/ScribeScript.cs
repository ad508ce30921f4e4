using System.Text;

namespace TaskRelay.Worker.Scribe;

/// <summary>A script that was read, or why it could not be.</summary>
/// <param name="Commands">In order.</param>
/// <param name="Error">A sentence that names the line; nothing is to be run then.</param>
internal sealed record ScribeScript(IReadOnlyList<ScribeCommand> Commands, string? Error)
{
    /// <summary>Each command with the least number of words and the number of heredocs that it takes.</summary>
    private static readonly Dictionary<string, (int Words, int Texts)> Known = new(StringComparer.Ordinal)
    {
        ["run"] = (1, 0),
        ["check"] = (1, 0),
        ["write"] = (1, 1),
        ["append"] = (1, 1),
        ["replace"] = (1, 2),
        ["delete"] = (1, 0),
        ["say"] = (0, 0),
        ["commit"] = (1, 0),
        ["sleep"] = (1, 0),
        ["fail"] = (1, 0),
        ["crash"] = (0, 0),
        ["nothing"] = (0, 0),
        ["print-env"] = (0, 0),
        ["print-secret"] = (1, 0),
        ["write-secret"] = (2, 0),
        ["flood"] = (1, 0),
        ["plant"] = (1, 0),
        ["escape"] = (1, 0),
        ["wait-for"] = (1, 0),
        ["hang"] = (0, 0),
        ["usage"] = (3, 0),
        ["summary"] = (1, 0),
    };

    /// <summary>Reads a script. A mistake anywhere keeps all of it from running.</summary>
    public static ScribeScript Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        List<ScribeCommand> commands = [];
        for (var at = 0; at < lines.Length;)
        {
            var number = at + 1;
            var line = lines[at++].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            var space = line.IndexOf(' ');
            var name = space < 0 ? line : line[..space];
            var argument = space < 0 ? "" : line[space..].Trim();
            if (!Known.TryGetValue(name, out var shape)) return Refuse(number, $"there is no command \"{name}\"");

            List<string> texts = [];
            for (var i = 0; i < shape.Texts; i++)
            {
                var opening = i == 0 ? argument : at < lines.Length ? lines[at++].Trim() : "";
                var mark = opening.LastIndexOf("<<", StringComparison.Ordinal);
                var end = mark < 0 ? "" : opening[(mark + 2)..].Trim().Trim('\'', '"');
                if (end.Length == 0 || (i > 0 && mark > 0)) return Refuse(number, $"\"{name}\" needs a text: <<END");
                if (i == 0) argument = opening[..mark].Trim();
                if (ReadText(lines, ref at, end) is not { } read) return Refuse(number, $"the text has no end: {end}");
                texts.Add(read);
            }

            var command = new ScribeCommand(number, name, argument, texts);
            if (command.Words.Length < shape.Words) return Refuse(number, $"\"{name}\" needs more words");
            commands.Add(command);
        }

        return new(commands, null);
    }

    private static string? ReadText(string[] lines, ref int at, string end)
    {
        var text = new StringBuilder();
        for (; at < lines.Length; at++)
        {
            if (lines[at].Trim() == end)
            {
                at++;
                return text.ToString();
            }

            text.Append(lines[at]).Append('\n');
        }

        return null;
    }

    private static ScribeScript Refuse(int line, string why) => new([], $"scribe: line {line}: {why}.");
}
