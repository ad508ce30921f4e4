namespace TaskRelay.Web.Agents.BuiltIn;

/// <summary>Amp, <c>@sourcegraph/amp</c>. It chooses its models itself.</summary>
internal static class AmpAgent
{
    public static AgentDefinition Define(ProviderAddresses addresses) => new()
    {
        Name = "amp",
        Command = "amp",
        // Execute mode reads the prompt from standard input.
        Arguments = ["--execute", "--stream-json", "--dangerously-allow-all"],
        VersionArguments = ["--version"],
        CredentialName = "AMP_API_KEY",
        Environment = new Dictionary<string, string> { ["AMP_URL"] = addresses.Amp },
        SetAside = [".amp"],
        Output = "amp_stream_json",
    };
}
