using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Setup;

/// <summary>Looks in the inbox for commands: that one has come shows that everything before it works.</summary>
public sealed class CommandSightings(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>The newest command that was taken up, else the newest that was refused; and when anything at all last came.</summary>
    public async Task<(CommandSighting? Command, DateTimeOffset? LastDelivery)> LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var command = await NewestAsync(db, DeliveryOutcome.Accepted, cancellationToken) ?? await NewestAsync(db, DeliveryOutcome.Rejected, cancellationToken);
        var last = await db.Deliveries.OrderByDescending(row => row.ReceivedAt).Select(row => (DateTimeOffset?)row.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        return (command, last);
    }

    private static async Task<CommandSighting?> NewestAsync(RelayDbContext db, DeliveryOutcome outcome, CancellationToken cancellationToken)
    {
        var row = await db.Deliveries
            .Where(delivery => delivery.Event == WebhookEvents.IssueComment && delivery.Outcome == outcome)
            .OrderByDescending(delivery => delivery.ReceivedAt)
            .Select(delivery => new { delivery.ReceivedAt, delivery.RepositoryFullName, delivery.IssueNumber, delivery.Reason, delivery.Source, delivery.TaskId })
            .FirstOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return null;
        }

        var status = row.TaskId is { } id
            ? await db.Tasks.Where(task => task.Id == id).Select(task => (Tasks.RelayTaskStatus?)task.Status).FirstOrDefaultAsync(cancellationToken)
            : null;
        return new CommandSighting(row.ReceivedAt, row.RepositoryFullName, row.IssueNumber, outcome, row.Reason, row.Source, row.TaskId, status);
    }
}
