namespace TaskRelay.Web.Agents;

/// <summary>The <c>Anthropic</c> section.</summary>
public sealed class AnthropicOptions
{
    public const string Section = "Anthropic";

    /// <summary>Where the API is: a gateway's address, or Anthropic's own.</summary>
    public string BaseUrl { get; set; } = "https://api.anthropic.com";
}
