using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Writes a delivery for each endpoint that is to be told of an end, in the transaction of that end.</summary>
public sealed class WebhookIntake(WebhookBodies bodies, WebhookSignal signal, TimeProvider clock) : ITaskEndNotice
{
    /// <inheritdoc />
    public async Task WriteAsync(WriteScope scope, RelayTask task, CancellationToken cancellationToken)
    {
        var name = OutgoingEvents.Of(task.Status);
        var endpoints = await scope.Db.WebhookEndpoints.AsNoTracking()
            .Where(endpoint => endpoint.Enabled && (endpoint.UserId == null || endpoint.UserId == task.CreatedById))
            .Select(endpoint => new { endpoint.Id, endpoint.Events })
            .ToListAsync(cancellationToken);
        var wanted = endpoints.Where(endpoint => endpoint.Events.Split(' ').Contains(name)).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var body = bodies.Of(task, task.CompletedAt ?? now);
        foreach (var endpoint in wanted)
        {
            Add(scope, endpoint.Id, name, task.Id, body, now);
        }

        signal.SetAfterCommit(scope);
    }

    /// <summary>Writes one.</summary>
    internal static Guid Add(WriteScope scope, Guid endpoint, string name, Guid? task, string body, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        scope.Execute(
            """
            INSERT INTO webhook_deliveries (id, endpoint_id, event, task_id, body, created_at, due_at, state, tries, attempts)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p5, @p6, 0, 0)
            """,
            id, endpoint, name, task, body, now, SnakeCase.Of(WebhookDeliveryState.Pending));
        return id;
    }
}
