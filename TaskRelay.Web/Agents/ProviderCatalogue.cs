using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Agents;

/// <summary>The providers that people may enter keys for: the built-in ones, as the configuration adds to and replaces them.</summary>
public sealed class ProviderCatalogue(IOptionsMonitor<ProviderOptions> options)
{
    /// <summary>The one that TaskRelay can ask whether a key is good.</summary>
    public const string Anthropic = "anthropic";

    private static readonly IReadOnlyList<ProviderDefinition> BuiltIn =
    [
        Of(Anthropic, "Anthropic", "https://platform.claude.com/settings/keys", "ANTHROPIC_API_KEY"),
        Of("openai", "OpenAI", "https://platform.openai.com/api-keys", "OPENAI_API_KEY"),
        Of("google", "Google Gemini", "https://aistudio.google.com/apikey", "GEMINI_API_KEY"),
        Of("openrouter", "OpenRouter", "https://openrouter.ai/settings/keys", "OPENROUTER_API_KEY"),
        Of("amp", "Amp", "https://ampcode.com/settings", "AMP_API_KEY"),
        Of("xai", "xAI", "https://console.x.ai", "XAI_API_KEY"),
        Of("groq", "Groq", "https://console.groq.com/keys", "GROQ_API_KEY"),
        Of("deepseek", "DeepSeek", "https://platform.deepseek.com/api_keys", "DEEPSEEK_API_KEY"),
        Of("zai", "Z.AI", "https://z.ai/manage-apikey/apikey-list", "ZHIPU_API_KEY"),
        Of("moonshotai", "Moonshot AI", "https://platform.moonshot.ai/console/api-keys", "MOONSHOT_API_KEY"),
    ];

    private (ProviderOptions Options, IReadOnlyList<ProviderDefinition> Providers)? _cached;

    /// <summary>Every provider: the built-in ones in their order, then those of the configuration by id.</summary>
    public IReadOnlyList<ProviderDefinition> All
    {
        get
        {
            var current = options.CurrentValue;
            if (_cached is { } cached && ReferenceEquals(cached.Options, current))
            {
                return cached.Providers;
            }

            var providers = Compose(current);
            _cached = (current, providers);
            return providers;
        }
    }

    /// <summary>The ids that may stand in <c>Agents:NAME:Provider</c> with this configuration.</summary>
    public static IEnumerable<string> Ids(IConfiguration configuration) => BuiltIn.Select(provider => provider.Id)
        .Concat(configuration.GetSection($"{ProviderOptions.Section}:{nameof(ProviderOptions.Catalogue)}").GetChildren().Select(entry => entry.Key.ToLowerInvariant()))
        .Distinct();

    /// <summary>Variables of the built-in providers, with their ids.</summary>
    public static IEnumerable<(string Provider, string Variable)> BuiltInVariables() =>
        BuiltIn.SelectMany(provider => provider.Credentials, (provider, credential) => (provider.Id, credential.Name));

    /// <summary>The provider of that id, in any case.</summary>
    public ProviderDefinition? Find(string id) =>
        All.FirstOrDefault(provider => string.Equals(provider.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The provider that a variable belongs to.</summary>
    public ProviderDefinition? OwnerOf(string variable) =>
        All.FirstOrDefault(provider => provider.Credentials.Any(credential => credential.Name == variable));

    /// <summary>The variable that an agent of this provider is defined with; null for an unknown provider.</summary>
    public string? VariableOf(string id) => Find(id)?.Credentials[0].Name;

    private static IReadOnlyList<ProviderDefinition> Compose(ProviderOptions options)
    {
        var configured = options.Catalogue
            .Where(entry => entry.Value.Credentials.Count > 0)
            .Select(entry => Of(entry.Key.ToLowerInvariant(), entry.Value))
            .ToDictionary(provider => provider.Id);
        return
        [
            .. BuiltIn.Select(provider => configured.Remove(provider.Id, out var other) ? other : provider),
            .. configured.Values.OrderBy(provider => provider.Id, StringComparer.Ordinal),
        ];
    }

    private static ProviderDefinition Of(string id, ProviderEntry entry) => new(
        id,
        entry.Name ?? id,
        entry.DocsUrl ?? "",
        [.. entry.Credentials.Select(credential => new CredentialDefinition(credential.Name ?? "", credential.Label ?? "API key", credential.Required))]);

    private static ProviderDefinition Of(string id, string name, string docsUrl, string variable) =>
        new(id, name, docsUrl, [new CredentialDefinition(variable, "API key", Required: true)]);
}
