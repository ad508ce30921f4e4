using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Models;

/// <summary>One answer of a scripted model: words, calls of tools, or both.</summary>
public sealed record ModelTurn
{
    public string? Text { get; init; }

    public IReadOnlyList<ModelCall> Calls { get; init; } = [];

    public ModelUsage Usage { get; init; } = new(1000, 20);

    public StreamBreak Break { get; init; }

    /// <summary>How often <see cref="Break"/> happens before the turn arrives whole.</summary>
    public int Breaks { get; init; } = 1;

    public static ModelTurn Say(string text, ModelUsage usage) => new() { Text = text, Usage = usage };

    /// <summary>Writes a file with whatever tool for that the caller offers.</summary>
    public static ModelTurn Write(string path, string content, ModelUsage usage) =>
        new() { Text = $"I write {Path.GetFileName(path)}.", Calls = [new ModelCall.WriteFile(path, content)], Usage = usage };

    /// <summary>Runs a command with whatever shell tool the caller offers.</summary>
    public static ModelTurn Run(string command, ModelUsage usage) => new() { Calls = [new ModelCall.Shell(command)], Usage = usage };
}

/// <summary>A call of a tool.</summary>
public abstract record ModelCall
{
    private ModelCall()
    {
    }

    /// <summary>Makes a file.</summary>
    public sealed record WriteFile(string Path, string Content) : ModelCall;

    /// <summary>Runs a shell command.</summary>
    public sealed record Shell(string Command) : ModelCall;

    /// <summary>A tool by its own name.</summary>
    public sealed record Tool(string Name, JsonObject Arguments) : ModelCall;
}
