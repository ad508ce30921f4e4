namespace TaskRelay.Simulator.Models;

/// <summary>US dollars for a million tokens.</summary>
public sealed record ModelPrice(decimal Input, decimal Output, decimal CacheRead, decimal CacheWrite)
{
    public decimal Of(ModelUsage usage) =>
        ((usage.Input * Input) + (usage.Output * Output) + (usage.CacheRead * CacheRead) + (usage.CacheWrite * CacheWrite)) / 1_000_000m;
}
