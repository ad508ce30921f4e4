namespace TaskRelay.Web.Runners;

/// <summary>What a runner needs to start a worker. The ticket is the only secret in it.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Ticket">Single-use launch ticket.</param>
public sealed record LaunchOrder(Guid TaskId, int Attempt, string Ticket)
{
    /// <summary>Records print their members; this one must not.</summary>
    public override string ToString() => $"{TaskId}/{Attempt}";
}
