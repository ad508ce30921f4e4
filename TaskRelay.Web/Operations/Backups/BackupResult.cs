namespace TaskRelay.Web.Operations.Backups;

/// <summary>What came of a wish for a backup.</summary>
/// <param name="Made">The backup; null when none was made.</param>
/// <param name="Refusal">Why none was made, and what to do; null when one was.</param>
public sealed record BackupResult(BackupRecord? Made, string? Refusal);
