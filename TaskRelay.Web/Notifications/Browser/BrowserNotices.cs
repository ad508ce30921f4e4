using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Notifications.Browser;

/// <summary>A person's switch for notices of their browser, and what there is to tell: ends of their own tasks.</summary>
public sealed class BrowserNotices(IDbContextFactory<RelayDbContext> contexts, IWriteGate writes, TimeProvider clock)
{
    /// <summary>After a long silence the newest ones are told, not a flood.</summary>
    private const int Most = 5;

    /// <summary>Whether they want it.</summary>
    public async Task<bool> AreWantedAsync(long userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.UserNotices.AnyAsync(row => row.UserId == userId && row.Browser, cancellationToken);
    }

    /// <summary>Switches it.</summary>
    public Task SetAsync(long userId, bool isWanted, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, _) =>
        {
            scope.Execute(
                """
                INSERT INTO user_notices (user_id, browser, updated_at) VALUES (@p0, @p1, @p2)
                ON CONFLICT (user_id) DO UPDATE SET browser = excluded.browser, updated_at = excluded.updated_at
                """,
                userId, isWanted, clock.GetUtcNow());
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>Tasks of theirs that ended after a moment, oldest first.</summary>
    public async Task<IReadOnlyList<EndedNotice>> EndedAsync(long userId, DateTimeOffset after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ends = await db.Tasks
            .Where(task => task.CreatedById == userId && task.CompletedAt > after)
            .OrderByDescending(task => task.CompletedAt)
            .Take(Most)
            .Select(task => new EndedNotice(
                task.Id, task.Attempt, task.Status, task.RepositoryOwner + "/" + task.RepositoryName, task.IssueNumber, task.IssueTitle, task.CompletedAt!.Value))
            .ToListAsync(cancellationToken);
        ends.Reverse();
        return ends;
    }
}
