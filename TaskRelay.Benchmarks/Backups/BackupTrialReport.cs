namespace TaskRelay.Benchmarks.Backups;

/// <summary>One backup.</summary>
/// <param name="AcknowledgedBefore">Commands that it must hold.</param>
/// <param name="Held">Commands that it holds.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Took">How long the command took, the start of its process included.</param>
internal sealed record BackupTrialCopy(int AcknowledgedBefore, int Held, long Bytes, TimeSpan Took);

/// <summary>What was found.</summary>
/// <param name="Acknowledged">Commands that were answered with 202.</param>
/// <param name="P99">Milliseconds, the 99th percentile of all answers.</param>
/// <param name="Slowest">Milliseconds.</param>
/// <param name="Copies">Each backup.</param>
/// <param name="Faults">What must not be; empty when all is well.</param>
internal sealed record BackupTrialReport(int Acknowledged, double P99, double Slowest, IReadOnlyList<BackupTrialCopy> Copies, IReadOnlyList<string> Faults);
