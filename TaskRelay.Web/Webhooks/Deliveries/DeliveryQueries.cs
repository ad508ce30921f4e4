using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>Reads the inbox, for administrators.</summary>
public sealed class DeliveryQueries(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>Deliveries after a position, newest first; one more than the limit when there are more.</summary>
    public async Task<IReadOnlyList<DeliveryView>> ListAsync(
        DeliveryOutcome? outcome, string? eventName, string? repository, (DateTimeOffset At, Guid Id)? after, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = db.Deliveries.AsQueryable();
        if (outcome is { } wanted)
        {
            rows = rows.Where(row => row.Outcome == wanted);
        }

        if (eventName is not null)
        {
            rows = rows.Where(row => row.Event == eventName);
        }

        if (repository?.ToLowerInvariant() is { } name)
        {
            rows = rows.Where(row => row.RepositoryFullName!.ToLower() == name);
        }

        if (after is var (at, id))
        {
            rows = rows.Where(row => row.ReceivedAt < at || (row.ReceivedAt == at && row.Id.CompareTo(id) < 0));
        }

        return await rows
            .OrderByDescending(row => row.ReceivedAt)
            .ThenByDescending(row => row.Id)
            .Take(count)
            .Select(row => new DeliveryView(
                row.Id, row.Event, row.Action, row.ReceivedAt, row.RepositoryFullName, row.IssueNumber, row.CommentId, row.SenderId,
                row.Outcome, row.Reason, row.TaskId, row.Source, row.Body != null))
            .ToListAsync(cancellationToken);
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
