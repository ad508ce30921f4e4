namespace TaskRelay.Web.Agents;

/// <summary>One entry of <c>Agents:NAME:Prices</c>: US dollars for a million tokens.</summary>
public sealed class ModelPrice
{
    /// <summary>Read afresh.</summary>
    public decimal Input { get; set; }

    /// <summary>Read from the provider's cache; as <see cref="Input"/> where it is not set.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Written.</summary>
    public decimal Output { get; set; }
}
