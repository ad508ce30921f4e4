using System.Collections.Frozen;

namespace TaskRelay.Web.Agents;

/// <summary>The variable that carries each provider's key.</summary>
public static class ProviderKeys
{
    private static readonly FrozenDictionary<string, string> Variables = new Dictionary<string, string>
    {
        ["anthropic"] = "ANTHROPIC_API_KEY",
        ["openai"] = "OPENAI_API_KEY",
        ["google"] = "GEMINI_API_KEY",
        ["openrouter"] = "OPENROUTER_API_KEY",
        ["amp"] = "AMP_API_KEY",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that may stand in <c>Agents:NAME:Provider</c>.</summary>
    public static IEnumerable<string> Providers => Variables.Keys;

    /// <summary>The variable, or null for an unknown provider.</summary>
    public static string? VariableOf(string provider) => Variables.GetValueOrDefault(provider);
}
