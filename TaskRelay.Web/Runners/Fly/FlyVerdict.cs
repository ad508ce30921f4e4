namespace TaskRelay.Web.Runners.Fly;

/// <summary>What a refused creation means for the launch.</summary>
internal abstract record FlyVerdict
{
    private FlyVerdict()
    {
    }

    /// <summary>Trying again would end alike; the reason is for people, with the remedy.</summary>
    internal sealed record Final(string Reason) : FlyVerdict;

    /// <summary>Nothing was created; later it may be.</summary>
    internal sealed record Later(string Reason, TimeSpan? After) : FlyVerdict;

    /// <summary>It may have been created all the same: to be looked for before another try.</summary>
    internal sealed record Unclear(string Reason, TimeSpan? After) : FlyVerdict;

    /// <summary>A Machine has that name already.</summary>
    internal sealed record NameTaken(string? MachineId) : FlyVerdict;
}
