using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Audit;

/// <summary>Reads the audit log.</summary>
public sealed class AuditQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Name of the list in cursors.</summary>
    public const string List = "audit";

    /// <summary>Entries, newest first, and the id after which the list goes on.</summary>
    public async Task<(IReadOnlyList<AuditView> Items, long? Next)> ListAsync(AuditFilter filter, int limit, long? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Narrow(db.AuditEntries, filter);
        if (before is { } last)
        {
            rows = rows.Where(entry => entry.Id < last);
        }

        var page = await rows.OrderByDescending(entry => entry.Id).Take(limit + 1).ToListAsync(cancellationToken);
        var items = page.Take(limit).Select(entry => new AuditView(
            entry.Id.ToString(CultureInfo.InvariantCulture), entry.At, entry.Actor, entry.ActorId, entry.Action, entry.Target, entry.Outcome, entry.Address)).ToList();
        return (items, page.Count > limit ? page[limit - 1].Id : null);
    }

    private static IQueryable<AuditEntry> Narrow(IQueryable<AuditEntry> rows, AuditFilter filter)
    {
        if (filter.Actor is { Length: > 0 } actor)
        {
            var login = actor.TrimStart('@').ToLowerInvariant();
            long? id = long.TryParse(actor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
            rows = rows.Where(entry => entry.Actor.ToLower() == login || (id != null && entry.ActorId == id));
        }

        if (filter.Action is { Length: > 0 } action)
        {
            rows = rows.Where(entry => entry.Action == action);
        }

        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } part)
        {
            rows = rows.Where(entry => entry.Target!.ToLower().Contains(part) || entry.Outcome.ToLower().Contains(part) || entry.Address!.ToLower().Contains(part));
        }

        if (filter.From is { } from)
        {
            rows = rows.Where(entry => entry.At >= from);
        }

        return filter.To is { } to ? rows.Where(entry => entry.At < to) : rows;
    }
}
