using System.Collections.Concurrent;

namespace TaskRelay.Simulator.Anthropic;

/// <summary>The API keys that this Anthropic knows. What is not among them is invalid.</summary>
public sealed class AnthropicKeys
{
    private readonly ConcurrentDictionary<string, AnthropicKeyState> _states = new(StringComparer.Ordinal);

    public void Set(string key, AnthropicKeyState state) => _states[key] = state;

    public AnthropicKeyState Of(string? key) => key is null ? AnthropicKeyState.Invalid : _states.GetValueOrDefault(key, AnthropicKeyState.Invalid);
}
