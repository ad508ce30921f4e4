using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>The same rows as the app's inbox stores, in the way that EF Core's documentation shows: a pooled context, one <c>SaveChanges</c>.</summary>
internal static class EfInbox
{
    public static void Map(WebApplication app)
    {
        var connections = app.Services.GetRequiredService<SqliteConnections>();
        var contexts = new PooledDbContextFactory<RelayDbContext>(new DbContextOptionsBuilder<RelayDbContext>()
            .UseSqlite($"Data Source={connections.DataSource}")
            .AddInterceptors(new FullSync())
            .Options);
        app.MapPost(PeerServer.Route, (HttpContext context, GitHubAppSource source, InboxJudge judge, CancellationToken token) =>
            ReceiveAsync(context, contexts, source, judge, token));
    }

    private static async Task<IResult> ReceiveAsync(
        HttpContext context, PooledDbContextFactory<RelayDbContext> contexts, GitHubAppSource source, InboxJudge judge, CancellationToken cancellationToken)
    {
        using var body = await PooledBody.ReadAsync(context.Request, WebhookApi.MaxBodyBytes, cancellationToken)
            ?? throw new InvalidOperationException("The body is too large.");
        var headers = context.Request.Headers;
        if (!WebhookSignature.IsValid(headers["X-Hub-Signature-256"], body.Span, source.Current.WebhookSecrets))
        {
            return TypedResults.StatusCode(StatusCodes.Status401Unauthorized);
        }

        var payload = JsonSerializer.Deserialize(body.Span, WebhookJson.Default.WebhookPayload)!;
        var eventName = headers["X-GitHub-Event"].ToString();
        var start = (InboxDecision.Start)judge.Decide(eventName, payload)!;
        var deliveryId = Guid.Parse(headers["X-GitHub-Delivery"].ToString());
        var item = new InboxItem(deliveryId, eventName, payload, start, start.Task.CreatedAt, body.Span.ToArray());

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Add(db, item, start.Task);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    private static void Add(RelayDbContext db, InboxItem item, RelayTask task)
    {
        db.Deliveries.Add(new Delivery
        {
            Id = item.DeliveryId,
            Event = item.Event,
            Action = item.Payload.Action,
            ReceivedAt = item.ReceivedAt,
            InstallationId = task.InstallationId,
            RepositoryId = task.RepositoryId,
            RepositoryFullName = task.RepositoryFullName,
            IssueNumber = task.IssueNumber,
            CommentId = task.CommentId,
            SenderId = item.Payload.Sender?.Id,
            Outcome = DeliveryOutcome.Accepted,
            TaskId = task.Id,
            Body = item.Body,
        });
        db.CommentClaims.Add(new CommentClaim
        {
            RepositoryId = task.RepositoryId,
            CommentId = task.CommentId!.Value,
            DeliveryId = item.DeliveryId,
            TaskId = task.Id,
        });
        task.LastEventSeq = 1;
        db.Tasks.Add(task);
        var reason = $"Asked for by {task.CreatedByLogin} in a comment.";
        db.History.Add(new TaskHistoryEntry { TaskId = task.Id, Attempt = 1, At = task.CreatedAt, To = task.Status, Reason = reason });
        db.Events.Add(new TaskEvent
        {
            TaskId = task.Id,
            Seq = 1,
            Attempt = 1,
            At = task.CreatedAt,
            Kind = TaskEventKind.State,
            Text = reason,
            Status = task.Status,
        });
        db.Outbox.Add(Told($"reaction:{task.RepositoryId}:{task.CommentId}:eyes:0", OutboxKind.Reaction, task, "eyes"));
        db.Outbox.Add(Told($"status:{task.Id}", OutboxKind.StatusComment, task, null));
    }

    private static OutboxItem Told(string key, OutboxKind kind, RelayTask task, string? content) => new()
    {
        Key = key,
        Kind = kind,
        TaskId = task.Id,
        RepositoryId = task.RepositoryId,
        RepositoryFullName = task.RepositoryFullName,
        InstallationId = task.InstallationId,
        IssueNumber = task.IssueNumber,
        CommentId = task.CommentId,
        Content = content,
        CreatedAt = task.CreatedAt,
        DueAt = task.CreatedAt,
    };
}
