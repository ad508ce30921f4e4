namespace TaskRelay.Web.Retention;

/// <summary>How one kind of rows stands with its retention.</summary>
/// <param name="Name">What is kept.</param>
/// <param name="Setting">Key of the configuration that says how long.</param>
/// <param name="Days">Days that it is kept; 0 keeps for ever.</param>
/// <param name="SweptAt">When it was last looked at; null before the first time.</param>
/// <param name="Deleted">Rows that this look deleted.</param>
/// <param name="HasFailed">That look broke; the server's log says why.</param>
public sealed record RetentionState(string Name, string Setting, int Days, DateTimeOffset? SweptAt, int Deleted, bool HasFailed);
