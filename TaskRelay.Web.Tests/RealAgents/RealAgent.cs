using TaskRelay.Simulator.Models;

namespace TaskRelay.Web.Tests.RealAgents;

/// <summary>One of the CLIs, and how it is asked here.</summary>
/// <param name="Name">In the catalogue.</param>
/// <param name="Model">As the comment names it.</param>
/// <param name="BilledModel">As the provider is asked for it.</param>
/// <param name="Wire">How it asks.</param>
/// <param name="Price">
/// The list price that the CLI has built in for that model; for those that tell no money, a price of the operator's.
/// </param>
internal sealed record RealAgent(string Name, string Model, string BilledModel, ModelWire Wire, ModelPrice Price)
{
    public static RealAgent Of(string name) => name switch
    {
        "claude" => new(name, "claude-sonnet-4-5", "claude-sonnet-4-5", ModelWire.AnthropicMessages, new(3, 15, 0.30m, 3.75m)),
        "opencode" => new(name, "openai/gpt-5", "gpt-5", ModelWire.OpenAiResponses, new(1.25m, 10, 0.125m, 1.25m)),
        "codex" => new(name, "gpt-5-codex", "gpt-5-codex", ModelWire.OpenAiResponses, new(2, 11, 0.25m, 2)),
        "gemini" => new(name, "gemini-2.5-flash", "gemini-2.5-flash", ModelWire.GoogleContent, new(0.5m, 3, 0.05m, 0.5m)),
        _ => throw new ArgumentException($"No such agent: {name}", nameof(name)),
    };

    /// <summary>Settings of a relay that runs it against the simulator's models.</summary>
    public Dictionary<string, string> Settings(string program, Uri models)
    {
        var at = models.ToString().TrimEnd('/');
        var settings = new Dictionary<string, string>
        {
            [$"Agents:{Name}:Command"] = program,
            ["Anthropic:BaseUrl"] = at + ModelEndpoints.Anthropic,
            ["Providers:BaseUrls:openai"] = $"{at}{ModelEndpoints.OpenAi}/v1",
            ["Providers:BaseUrls:google"] = at + ModelEndpoints.Google,
        };
        foreach (var variable in (string[])["ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"])
        {
            settings[$"Providers:Shared:{variable}"] = ModelProvider.DefaultKey;
        }

        if (Name is "codex" or "gemini")
        {
            settings[$"Agents:{Name}:Prices:{Model}:Input"] = $"{Price.Input}";
            settings[$"Agents:{Name}:Prices:{Model}:CachedInput"] = $"{Price.CacheRead}";
            settings[$"Agents:{Name}:Prices:{Model}:Output"] = $"{Price.Output}";
        }

        return settings;
    }
}
