using System.Text.Json;

namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>OpenAI's Codex, <c>@openai/codex</c>.</summary>
internal static class CodexAgent
{
    public static AgentDefinition Define(ProviderAddresses addresses) => new()
    {
        Name = "codex",
        Command = "codex",
        Arguments =
        [
            "exec", "--json", "--skip-git-repo-check",
            // What stands in the way of a sandbox within the cage's is the cage: no namespaces can be made in it.
            "--dangerously-bypass-approvals-and-sandbox",
            // Flags outrank every file. .codex of a repository is not read in the first place, since nobody has said that
            // the repository is to be trusted; this holds should somebody's image say so.
            "-c", "model_provider=\"taskrelay\"",
            "-c", $"model_providers.taskrelay.base_url={Text(addresses.OpenAi)}",
            "-",
        ],
        ModelArguments = ["--model", "{model}"],
        VersionArguments = ["--version"],
        CredentialName = "OPENAI_API_KEY",
        HomeFiles = [new(".codex/config.toml", $"""
            model_provider = "taskrelay"
            approval_policy = "never"
            sandbox_mode = "danger-full-access"
            check_for_update_on_startup = false

            [model_providers.taskrelay]
            name = "TaskRelay"
            base_url = {Text(addresses.OpenAi)}
            env_key = "OPENAI_API_KEY"
            wire_api = "responses"

            [analytics]
            enabled = false

            """)],
        Output = "codex_json",
    };

    /// <summary>TOML's basic strings are written as JSON's are.</summary>
    private static string Text(string value) => JsonSerializer.Serialize(value);
}
