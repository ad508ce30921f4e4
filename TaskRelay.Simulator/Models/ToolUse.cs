using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Models;

/// <summary>A call in the words of a tool that the caller offers.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its input; a text for tools that take free text.</param>
public sealed record ToolUse(string Name, JsonNode Arguments)
{
    /// <summary>A stranger to every tool table, so that a script's mistake shows in the caller's output.</summary>
    private const string Unknown = "no_such_tool";

    public static ToolUse Of(ModelCall call, IReadOnlyDictionary<string, bool> tools) => call switch
    {
        ModelCall.Tool tool => new(tool.Name, tool.Arguments.DeepClone()),
        ModelCall.Shell shell => Shell(shell.Command, tools),
        ModelCall.WriteFile file => Write(file, tools),
        _ => throw new InvalidOperationException("Unknown call."),
    };

    private static ToolUse Write(ModelCall.WriteFile file, IReadOnlyDictionary<string, bool> tools)
    {
        if (tools.ContainsKey("Write"))
            return new("Write", new JsonObject { ["file_path"] = file.Path, ["content"] = file.Content });
        if (tools.ContainsKey("write"))
            return new("write", new JsonObject { ["filePath"] = file.Path, ["content"] = file.Content });
        if (tools.ContainsKey("write_file"))
            return new("write_file", new JsonObject { ["file_path"] = file.Path, ["content"] = file.Content });
        if (!tools.TryGetValue("apply_patch", out var isFree))
            return Shell($"printf '%s' '{file.Content.Replace("'", "'\\''", StringComparison.Ordinal)}' > '{file.Path}'", tools);
        var lines = file.Content.TrimEnd('\n').Split('\n').Select(line => "+" + line);
        var patch = string.Join('\n', ["*** Begin Patch", $"*** Add File: {file.Path}", .. lines, "*** End Patch"]);
        return new("apply_patch", isFree ? JsonValue.Create(patch) : new JsonObject { ["input"] = patch, ["patchText"] = patch });
    }

    private static ToolUse Shell(string command, IReadOnlyDictionary<string, bool> tools)
    {
        (string Name, JsonObject Arguments)[] known =
        [
            ("Bash", new JsonObject { ["command"] = command, ["description"] = "As asked" }),
            ("bash", new JsonObject { ["command"] = command, ["description"] = "As asked" }),
            ("exec_command", new JsonObject { ["cmd"] = command }),
            ("shell_command", new JsonObject { ["command"] = command }),
            ("shell", new JsonObject { ["command"] = new JsonArray("bash", "-c", command) }),
            ("run_shell_command", new JsonObject { ["command"] = command, ["description"] = "As asked" }),
        ];
        var (name, arguments) = known.FirstOrDefault(tool => tools.ContainsKey(tool.Name));
        return name is null ? new(Unknown, new JsonObject()) : new(name, arguments);
    }
}
