namespace TaskRelay.Simulator.Rest;

/// <summary>Where a caller stands within its hour.</summary>
internal sealed record Standing(int Limit, int Used, long Reset, bool Exceeded)
{
    public int Remaining => Limit - Used;
}
