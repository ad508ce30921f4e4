using System.Text;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Agents;

/// <summary>Fills the placeholders in the agent's arguments. No shell ever sees them.</summary>
internal static class AgentCommandLine
{
    private const string Prompt = "{prompt}";
    private const string Model = "{model}";

    /// <summary>The kernel takes no argument longer than 128 KiB.</summary>
    private const int LongestPrompt = 120_000;

    public static IReadOnlyList<string> Arguments(JobAgent agent, string prompt)
    {
        List<string> arguments = [];
        foreach (var argument in agent.Command.Skip(1))
        {
            if (agent.Model is null && argument.Contains(Model, StringComparison.Ordinal))
            {
                // "--model {model}" goes as a whole.
                if (argument == Model && arguments is [.., var option] && option.StartsWith('-'))
                    arguments.RemoveAt(arguments.Count - 1);
                continue;
            }
            // The model first: a prompt that speaks of {model} stays as it was written.
            arguments.Add(argument.Replace(Model, agent.Model, StringComparison.Ordinal).Replace(Prompt, Shorten(prompt), StringComparison.Ordinal));
        }
        return arguments;
    }

    private static string Shorten(string prompt)
    {
        // A null character would end the argument.
        var text = prompt.Replace('\0', ' ');
        if (Encoding.UTF8.GetByteCount(text) <= LongestPrompt)
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var end = LongestPrompt;
        while ((bytes[end] & 0xC0) == 0x80)
            end--;
        return Encoding.UTF8.GetString(bytes, 0, end) + "\n(The whole text is on standard input.)";
    }
}
