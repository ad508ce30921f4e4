namespace TaskRelay.Web.Tasks.Queries;

/// <summary>One move of a task, for its timeline.</summary>
public sealed record TaskHistoryView(long Id, int Attempt, DateTimeOffset At, RelayTaskStatus? From, RelayTaskStatus To, string Reason, string? Evidence);
