using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>The output forms that agents in the catalogue may have.</summary>
public static class AgentOutputReaders
{
    /// <summary>Lines of plain text.</summary>
    public const string Text = "text";

    /// <summary>Claude Code's <c>--output-format stream-json --verbose</c>.</summary>
    public const string ClaudeStreamJson = "claude_stream_json";

    /// <summary>Amp's <c>--stream-json</c>.</summary>
    public const string AmpStreamJson = "amp_stream_json";

    /// <summary>Codex' <c>exec --json</c>.</summary>
    public const string CodexJson = "codex_json";

    /// <summary>opencode's <c>run --format json</c>.</summary>
    public const string OpencodeJson = "opencode_json";

    /// <summary>Gemini CLI's <c>-o stream-json</c>.</summary>
    public const string GeminiStreamJson = "gemini_stream_json";

    /// <summary>A new reader for one run. An unknown form is read as text, so that a newer server's word loses detail only.</summary>
    /// <param name="output">The form.</param>
    /// <param name="price">For agents that tell tokens and no money.</param>
    public static IAgentOutputReader For(string output, JobPrice? price = null) => output switch
    {
        ClaudeStreamJson => new ClaudeStreamReader("Claude Code"),
        AmpStreamJson => new ClaudeStreamReader("Amp"),
        CodexJson => new CodexReader(price),
        OpencodeJson => new OpencodeReader(),
        GeminiStreamJson => new GeminiStreamReader(price),
        _ => new TextOutputReader(),
    };
}
