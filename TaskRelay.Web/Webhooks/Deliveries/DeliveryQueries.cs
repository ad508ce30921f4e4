using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>Reads the inbox, for administrators.</summary>
public sealed class DeliveryQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>A page of what matches, newest first.</summary>
    public async Task<DeliveryListing> ListAsync(DeliveryFilter filter, DeliveryPosition? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = Narrow(db.Deliveries, filter);
        if (after is var (at, id))
        {
            rows = rows.Where(row => row.ReceivedAt < at || (row.ReceivedAt == at && row.Id.CompareTo(id) < 0));
        }

        var page = await rows
            .OrderByDescending(row => row.ReceivedAt)
            .ThenByDescending(row => row.Id)
            .Take(limit + 1)
            .Select(row => new DeliveryView(
                row.Id, row.Event, row.Action, row.ReceivedAt, row.RepositoryFullName, row.IssueNumber, row.CommentId, row.SenderId,
                row.Outcome, row.Reason, row.TaskId, row.Source, row.Body != null))
            .ToListAsync(cancellationToken);
        return page.Count <= limit
            ? new DeliveryListing(page, null)
            : new DeliveryListing(page.GetRange(0, limit), new DeliveryPosition(page[limit - 1].ReceivedAt, page[limit - 1].Id));
    }

    /// <summary>One delivery.</summary>
    public async Task<Delivery?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deliveries.FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    /// <summary>How it was decided, rule by rule: by the inbox, and by admission where it asked for a task.</summary>
    public async Task<IReadOnlyList<DecisionRule>> TraceAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.TaskId is not { } taskId)
        {
            return DecisionTrace.Of(delivery);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var task = await db.Tasks.FirstOrDefaultAsync(row => row.Id == taskId, cancellationToken);
        var moves = await db.History.Where(row => row.TaskId == taskId).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        return DecisionTrace.Of(delivery, task, moves);
    }

    /// <summary>What came of a delivery: the moves of its task, and what GitHub was told about its comment.</summary>
    public async Task<IReadOnlyList<DeliveryEffect>> EffectsAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        const int atMost = 100;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var effects = new List<DeliveryEffect>();
        if (delivery.TaskId is { } taskId)
        {
            var moves = await db.History.Where(row => row.TaskId == taskId).OrderBy(row => row.Id).Take(atMost)
                .Select(row => new { row.At, row.To, row.Attempt, row.Reason }).ToListAsync(cancellationToken);
            effects.AddRange(moves.Select(move => new DeliveryEffect(move.At, "task", $"{SnakeCase.Of(move.To)} (attempt {move.Attempt}): {move.Reason}")));
        }

        if (delivery is { RepositoryId: { } repositoryId, CommentId: { } commentId, IssueNumber: { } issue })
        {
            var told = await db.Outbox
                .Where(row => row.RepositoryId == repositoryId && row.IssueNumber == issue && row.CommentId == commentId)
                .OrderBy(row => row.CreatedAt).Take(atMost).ToListAsync(cancellationToken);
            effects.AddRange(told.Select(row => new DeliveryEffect(row.SentAt ?? row.CreatedAt, SnakeCase.Of(row.Kind), Words(row))));
        }

        return [.. effects.OrderBy(effect => effect.At)];
    }

    /// <summary>A stored delivery as the list shows it.</summary>
    public static DeliveryView ViewOf(Delivery row) => new(
        row.Id, row.Event, row.Action, row.ReceivedAt, row.RepositoryFullName, row.IssueNumber, row.CommentId, row.SenderId,
        row.Outcome, row.Reason, row.TaskId, row.Source, row.Body is not null);

    private static IQueryable<Delivery> Narrow(IQueryable<Delivery> rows, DeliveryFilter filter)
    {
        if (filter.Outcome is { } wanted)
        {
            rows = rows.Where(row => row.Outcome == wanted);
        }

        if (filter.LeavesIgnored)
        {
            rows = rows.Where(row => row.Outcome != DeliveryOutcome.Ignored);
        }

        if (filter.Event is { } name)
        {
            rows = rows.Where(row => row.Event == name);
        }

        if (filter.Repository?.ToLowerInvariant() is { } repository)
        {
            rows = rows.Where(row => row.RepositoryFullName!.ToLower() == repository);
        }

        if (filter.From is { } from)
        {
            rows = rows.Where(row => row.ReceivedAt >= from);
        }

        if (filter.To is { } to)
        {
            rows = rows.Where(row => row.ReceivedAt < to);
        }

        return filter.Text?.Trim() is { Length: > 0 } text ? Holding(rows, text) : rows;
    }

    private static IQueryable<Delivery> Holding(IQueryable<Delivery> rows, string text)
    {
        if (Guid.TryParse(text, out var id))
        {
            return rows.Where(row => row.Id == id || row.TaskId == id);
        }

        if (long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return rows.Where(row => row.IssueNumber == number || row.CommentId == number || row.SenderId == number);
        }

        var part = text.ToLowerInvariant();
        return rows.Where(row => row.RepositoryFullName!.ToLower().Contains(part) || row.Action!.ToLower().Contains(part) || row.Reason!.ToLower().Contains(part));
    }

    private static string Words(OutboxItem row)
    {
        var what = row.Kind == OutboxKind.Reaction ? $"Reaction {row.Content}" : "Comment";
        return row switch
        {
            { Dead: true } => $"{what}: given up after {row.Tries} tries, {row.LastError}",
            { SentAt: null } => $"{what}: waits to be sent{(row.LastError is null ? "" : $", {row.LastError}")}",
            _ => $"{what}: sent",
        };
    }
}
