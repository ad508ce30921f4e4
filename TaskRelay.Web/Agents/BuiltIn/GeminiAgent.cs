namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>Google's Gemini CLI, <c>@google/gemini-cli</c>.</summary>
internal static class GeminiAgent
{
    public static AgentDefinition Define(ProviderAddresses addresses) => new()
    {
        Name = "gemini",
        Command = "gemini",
        Arguments = ["--yolo", "--skip-trust", "--output-format", "stream-json"],
        ModelArguments = ["--model", "{model}"],
        VersionArguments = ["--version"],
        CredentialName = "GEMINI_API_KEY",
        Environment = new Dictionary<string, string> { ["GOOGLE_GEMINI_BASE_URL"] = addresses.Google },
        // ignoreLocalEnv: a .env in the repository would set proxies and whatever else the environment does not have.
        HomeFiles = [new(".gemini/settings.json", """
            {
              "security": { "auth": { "selectedType": "gemini-api-key" } },
              "general": { "enableAutoUpdate": false, "enableAutoUpdateNotification": false },
              "privacy": { "usageStatisticsEnabled": false },
              "hooksConfig": { "enabled": false },
              "advanced": { "ignoreLocalEnv": true }
            }

            """)],
        // It does not work in a folder that it does not trust, and one that it trusts outranks the home: hooks, servers,
        // and variables in .gemini/.env, which ignoreLocalEnv does not mean.
        SetAside = [".gemini"],
        Output = "gemini_stream_json",
    };
}
