using System.Security.Cryptography;

namespace TaskRelay.Web.Prompts;

/// <summary>Writes the prompt of a task. Pure but for the boundary, which must be a surprise to who wrote the issue.</summary>
/// <param name="boundary">Makes a boundary; by default 128 random bits in hex.</param>
public sealed class PromptComposer(Func<string>? boundary = null)
{
    private readonly Func<string> _boundary = boundary ?? (() => RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>The whole prompt.</summary>
    public ComposedPrompt Compose(PromptInput input) => new(_boundary() + input.Instructions, 0, []);
}
