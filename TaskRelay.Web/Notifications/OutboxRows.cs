using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Notifications;

/// <summary>The outbox as its sender reads and marks it.</summary>
public sealed class OutboxRows(IDbContextFactory<RelayDbContext> contexts, IWriteGate gate, TimeProvider clock)
{
    /// <summary>A running task's comment is edited no more often than this.</summary>
    public static readonly TimeSpan EditSpacing = TimeSpan.FromSeconds(3);

    private const int LongestError = 1_000;

    /// <summary>Installations that something is due for; null for rows whose installation is not known.</summary>
    public async Task<IReadOnlyList<long?>> DueInstallationsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unsent(db).Where(item => item.DueAt <= now).Select(item => item.InstallationId).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>When the next row becomes due, if one waits for its time.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unsent(db).Where(item => item.DueAt > now).MinAsync(item => (DateTimeOffset?)item.DueAt, cancellationToken);
    }

    /// <summary>
    /// Key of the row that goes next: what was never said before what is only edited, and the reaction before the
    /// comment that was caused with it. The key alone, so that a row that can't be read blocks no other.
    /// </summary>
    public async Task<string?> NextKeyAsync(long? installationId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Two questions that follow an index each, where one would sort the whole backlog for every row that is sent.
        var due = Unsent(db).Where(item => item.InstallationId == installationId && item.DueAt <= now);
        return await FirstKeyAsync(due.Where(item => item.Sent == 0), cancellationToken)
            ?? await FirstKeyAsync(due, cancellationToken);
    }

    /// <summary>A row as it is now.</summary>
    public async Task<OutboxItem?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unsent(db).FirstOrDefaultAsync(item => item.Key == key, cancellationToken);
    }

    /// <summary>
    /// Commits the intent to send before anything is sent: a process that dies in between finds a try that it can't
    /// judge, and looks before it posts again. False when there is nothing to send any more.
    /// </summary>
    public Task<bool> BeginAsync(OutboxItem item, CancellationToken cancellationToken) =>
        ChangeAsync(
            "UPDATE outbox SET tries = tries + 1, due_at = @p1 WHERE key = @p0 AND sent < wanted AND NOT dead",
            cancellationToken, item.Key, clock.GetUtcNow() + EditSpacing);

    /// <summary>The version that was composed is visible. A change since then stays due.</summary>
    public Task SentAsync(OutboxItem item, long? remoteId) =>
        ChangeAsync(
            "UPDATE outbox SET sent = @p1, sent_at = @p2, remote_id = @p3, tries = 0, last_error = NULL WHERE key = @p0",
            CancellationToken.None, item.Key, item.Wanted, clock.GetUtcNow(), remoteId);

    /// <summary>The comment was found, whoever posted it.</summary>
    public Task AdoptAsync(OutboxItem item, long remoteId) =>
        ChangeAsync("UPDATE outbox SET remote_id = @p1 WHERE key = @p0", CancellationToken.None, item.Key, remoteId);

    /// <summary>Not yet, without a try being counted. What came before stays in doubt if it was.</summary>
    public Task PostponeAsync(OutboxItem item, DateTimeOffset until, string? error) =>
        ChangeAsync(
            "UPDATE outbox SET due_at = @p1, tries = @p2, last_error = COALESCE(@p3, last_error) WHERE key = @p0",
            CancellationToken.None, item.Key, until, item.Tries, Bounded(error));

    /// <summary>A try failed, perhaps after having been applied.</summary>
    public Task FailedAsync(OutboxItem item, DateTimeOffset until, string error) =>
        ChangeAsync(
            "UPDATE outbox SET due_at = @p1, tries = @p2, last_error = @p3 WHERE key = @p0",
            CancellationToken.None, item.Key, until, item.Tries + 1, Bounded(error));

    /// <summary>No more tries, until something new is to be said.</summary>
    public Task BuryAsync(string key, string error) =>
        ChangeAsync("UPDATE outbox SET dead = @p1, last_error = @p2 WHERE key = @p0", CancellationToken.None, key, true, Bounded(error));

    /// <summary>The installation was looked up.</summary>
    public Task PlaceAsync(OutboxItem item, long installationId) =>
        ChangeAsync("UPDATE outbox SET installation_id = @p1, due_at = @p2 WHERE key = @p0", CancellationToken.None, item.Key, installationId, clock.GetUtcNow());

    private static IQueryable<OutboxItem> Unsent(RelayDbContext db) => db.Outbox.Where(item => item.Sent < item.Wanted && !item.Dead);

    private static Task<string?> FirstKeyAsync(IQueryable<OutboxItem> due, CancellationToken cancellationToken) => due
        .OrderBy(item => item.DueAt)
        .ThenBy(item => item.Kind == OutboxKind.Reaction ? 0 : 1)

        // Of the same moment: seen comes before how it ended.
        .ThenBy(item => item.Content == "eyes" ? 0 : 1)
        .ThenBy(item => item.Key)
        .Select(item => item.Key)
        .FirstOrDefaultAsync(cancellationToken);

    private static string? Bounded(string? error) => error is null ? null : CommentText.Cut(CommentText.Redacted(error), LongestError);

    private Task<bool> ChangeAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        gate.WriteAsync((scope, _) => Task.FromResult(scope.Execute(sql, values) > 0), cancellationToken);
}
