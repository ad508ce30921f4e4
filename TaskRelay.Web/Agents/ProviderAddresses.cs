using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Agents;

/// <summary>
/// Where each provider's API is: its own address, or a gateway's. Each is spelt as that provider's own programs want it,
/// OpenAI's with <c>/v1</c>, Anthropic's and Google's without.
/// </summary>
public sealed class ProviderAddresses(IOptionsMonitor<AnthropicOptions> anthropic, IOptionsMonitor<ProviderOptions> providers)
{
    /// <summary>Providers whose address may be set, <c>anthropic</c> apart, which has a key of its own.</summary>
    public static readonly IReadOnlyList<string> Known = ["openai", "google", "openrouter", "amp"];

    public string Anthropic => anthropic.CurrentValue.BaseUrl.TrimEnd('/');

    public string OpenAi => Of("openai", "https://api.openai.com/v1");

    public string Google => Of("google", "https://generativelanguage.googleapis.com");

    public string OpenRouter => Of("openrouter", "https://openrouter.ai/api/v1");

    public string Amp => Of("amp", "https://ampcode.com");

    private string Of(string provider, string own) =>
        (providers.CurrentValue.BaseUrls.GetValueOrDefault(provider) is { Length: > 0 } set ? set : own).TrimEnd('/');
}
