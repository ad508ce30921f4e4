using TaskRelay.Contracts;

namespace TaskRelay.Worker.Output;

/// <summary>Tokens as agents tell them that tell no money.</summary>
/// <param name="Input">All that were read.</param>
/// <param name="Cached">Those of them that came from the provider's cache.</param>
/// <param name="Output">All that were written.</param>
internal sealed record TokenCount(long Input, long Cached, long Output)
{
    /// <summary>With the cost at that price; 0 where it is not known. Null where nothing was used.</summary>
    public ReportedUsage? At(JobPrice? price)
    {
        if (Input + Output == 0) return null;
        var cached = Math.Min(Cached, Input);
        var cost = price is null ? 0 : (((Input - cached) * price.Input) + (cached * price.CachedInput) + (Output * price.Output)) / 1_000_000m;
        return new ReportedUsage(Input, Output, (double)Math.Max(cost, 0));
    }
}
