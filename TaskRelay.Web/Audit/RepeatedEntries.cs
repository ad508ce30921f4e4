using TaskRelay.Web.Data;

namespace TaskRelay.Web.Audit;

/// <summary>
/// Entries that a caller can cause as often as they like, and that change nothing: denials, and reads by administrators.
/// The same one of the same caller is written once a minute, and all of them together at most a thousand times.
/// </summary>
public sealed partial class RepeatedEntries(AuditLog audit, IWriteGate writes, TimeProvider clock, ILogger<RepeatedEntries> logger)
{
    private readonly OncePerMinute<(string Who, string Action, string Target, string Outcome)> _recent = new(clock);
    private readonly OncePerMinute<string> _told = new(clock);

    /// <summary>Whether <see cref="AddAsync"/> would write this; asked before work that only the entry needs.</summary>
    public bool Takes(AuditActor by, string action, string target, string outcome = AuditLog.Done)
    {
        var isNew = _recent.Takes((by.Id?.ToString() ?? by.Address ?? by.Name, action, target, outcome));
        if (isNew is null && _told.Takes(action) == true)
        {
            Log.TooMany(logger, action);
        }

        return isNew == true;
    }

    /// <summary>Writes an entry that <see cref="Takes"/> let through. What it tells of has happened already, and stands without it.</summary>
    public async Task WriteAsync(AuditActor by, string action, string target, string outcome = AuditLog.Done)
    {
        try
        {
            await writes.WriteAsync(
                (scope, _) =>
                {
                    audit.Add(scope, by, action, target, outcome);
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            Log.NotWritten(logger, action, exception);
        }
    }

    /// <summary>Both.</summary>
    public Task AddAsync(AuditActor by, string action, string target, string outcome = AuditLog.Done) =>
        Takes(by, action, target, outcome) ? WriteAsync(by, action, target, outcome) : Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Too many entries of kind {Action} in a minute; the rest are not in the audit log.")]
        public static partial void TooMany(ILogger logger, string action);

        [LoggerMessage(2, LogLevel.Error, "An entry of kind {Action} is not in the audit log: the store can't be written.")]
        public static partial void NotWritten(ILogger logger, string action, Exception exception);
    }
}
