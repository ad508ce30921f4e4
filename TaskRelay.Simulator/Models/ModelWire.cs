namespace TaskRelay.Simulator.Models;

/// <summary>The forms in which model providers are asked.</summary>
public enum ModelWire
{
    /// <summary><c>POST /v1/messages</c>.</summary>
    AnthropicMessages,

    /// <summary><c>POST /v1/responses</c>.</summary>
    OpenAiResponses,

    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    OpenAiChat,

    /// <summary><c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c>.</summary>
    GoogleContent,
}
