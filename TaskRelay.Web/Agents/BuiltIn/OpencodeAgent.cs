using System.Text.Json;

namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>opencode, <c>opencode-ai</c>: one program for many providers, models are named <c>provider/model</c>.</summary>
internal static class OpencodeAgent
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static AgentDefinition Define(ProviderAddresses addresses) => new()
    {
        Name = "opencode",
        Command = "opencode",
        // A title is given, so that it does not ask a second model for one, which nothing would account for.
        Arguments = ["run", "--format", "json", "--title", "TaskRelay"],
        ModelArguments = ["--model", "{model}"],
        VersionArguments = ["--version"],
        CredentialName = "ANTHROPIC_API_KEY",
        ProviderVariables = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["anthropic"] = "ANTHROPIC_API_KEY",
            ["openai"] = "OPENAI_API_KEY",
            ["google"] = "GEMINI_API_KEY",
            ["openrouter"] = "OPENROUTER_API_KEY",
        },
        Environment = new Dictionary<string, string>
        {
            ["OPENCODE_DISABLE_AUTOUPDATE"] = "1",
            ["OPENCODE_DISABLE_DEFAULT_PLUGINS"] = "1",
            ["OPENCODE_DISABLE_LSP_DOWNLOAD"] = "1",
            ["OPENCODE_DISABLE_MODELS_FETCH"] = "1",
            ["OPENCODE_DISABLE_PROJECT_CONFIG"] = "1",
            ["OPENCODE_PURE"] = "1",
        },
        HomeFiles = [new(".config/opencode/opencode.json", Settings(addresses))],
        // It loads plugins of the repository's whatever the two switches above say.
        SetAside = [".opencode", "opencode.json", "opencode.jsonc"],
        Output = "opencode_json",
    };

    private static string Settings(ProviderAddresses addresses) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["$schema"] = "https://opencode.ai/config.json",
            ["permission"] = "allow",
            ["share"] = "disabled",
            ["autoupdate"] = false,
            // git keeps what it needs; copies of the whole tree before each step only take time.
            ["snapshot"] = false,
            ["formatter"] = false,
            ["lsp"] = false,
            // With the switch for project settings off, the repository's words to agents would go unread too.
            ["instructions"] = (string[])["{workspace}/AGENTS.md", "{workspace}/CLAUDE.md"],
            ["provider"] = new Dictionary<string, object>
            {
                ["anthropic"] = At($"{addresses.Anthropic}/v1"),
                ["openai"] = At(addresses.OpenAi),
                ["google"] = At($"{addresses.Google}/v1beta"),
                ["openrouter"] = At(addresses.OpenRouter),
            },
        },
        Indented) + "\n";

    private static object At(string address) => new { options = new { baseURL = address } };
}
