using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>Where an attempt's Machine is: its app too, since settings may name another one later.</summary>
internal sealed record FlyHandle(string AppName, string MachineId)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static FlyHandle? Parse(string? text) =>
        (text ?? "").Split('/') is [{ Length: > 0 } app, { Length: > 0 } machine] ? new FlyHandle(app, machine) : null;

    /// <summary>
    /// The Machine whose worker has the attempt, as its worker id says; it may be another than the one that was noted at
    /// the launch, where a lost answer left two.
    /// </summary>
    public static string? ClaimedBy(TaskAttempt attempt) =>
        attempt.WorkerId?.Split(':') is [{ Length: > 0 } machine, _] ? machine : null;

    public override string ToString() => $"{AppName}/{MachineId}";
}
