using System.Text.Json.Nodes;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>Refusals in each provider's own words, to be added to <see cref="SimulatorHost.Faults"/>.</summary>
public static class ModelFault
{
    /// <summary>Too busy for the moment: 529 with Anthropic, 503 elsewhere.</summary>
    public static Fault Overloaded(ModelWire wire, int times = 1) =>
        Make(wire, wire == ModelWire.AnthropicMessages ? 529 : 503, wire == ModelWire.AnthropicMessages ? "Overloaded" : "The model is overloaded. Please try again later.", times, retryAfter: null);

    /// <summary>Asked too often; <paramref name="retryAfter"/> travels in the header.</summary>
    public static Fault TooManyRequests(ModelWire wire, TimeSpan? retryAfter = null, string? message = null, int times = 1) =>
        Make(wire, 429, message ?? "This request would exceed your organization's rate limit.", times, retryAfter);

    /// <summary>500.</summary>
    public static Fault Broken(ModelWire wire, int times = 1) => Make(wire, 500, "Internal server error", times, retryAfter: null);

    internal static JsonObject Refusal(ModelWire wire, int status, string message) => wire switch
    {
        ModelWire.AnthropicMessages => AnthropicWire.Refusal(status, message),
        ModelWire.GoogleContent => GoogleWire.Refusal(status, message),
        _ => ChatWire.Refusal(status, message),
    };

    private static Fault Make(ModelWire wire, int status, string message, int times, TimeSpan? retryAfter) => new()
    {
        Method = "POST",
        PathPattern = wire switch
        {
            ModelWire.AnthropicMessages => "^/anthropic/v1/messages$",
            ModelWire.OpenAiResponses => "^/openai/v1/responses$",
            ModelWire.OpenAiChat => "^/openai/v1/chat/completions$",
            _ => ":(streamG|g)enerateContent$",
        },
        Status = status,
        Times = times,
        Headers = retryAfter is { } wait ? new Dictionary<string, string> { ["Retry-After"] = $"{(int)wait.TotalSeconds}" } : new Dictionary<string, string>(),
        Body = Answer.Write(Refusal(wire, status, message)),
    };
}
