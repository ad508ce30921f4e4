namespace TaskRelay.Web.Operations.Backups;

/// <summary>A backup can't be made or used; the message says to an operator why, and what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
