namespace TaskRelay.Worker.Output;

/// <summary>The output forms that agents in the catalogue may have.</summary>
public static class AgentOutputReaders
{
    /// <summary>Lines of plain text.</summary>
    public const string Text = "text";

    /// <summary>Claude Code's <c>--output-format stream-json --verbose</c>.</summary>
    public const string ClaudeStreamJson = "claude_stream_json";

    /// <summary>A new reader for one run. An unknown form is read as text, so that a newer server's word loses detail only.</summary>
    public static IAgentOutputReader For(string output) => output switch
    {
        ClaudeStreamJson => new ClaudeStreamReader(),
        _ => new TextOutputReader(),
    };
}
