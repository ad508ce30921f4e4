using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// Puts a comment that was read through the inbox, as its webhook would have been: the same judge, the same keys. Its
/// delivery id is made of the comment, so that reading it twice changes nothing.
/// </summary>
public sealed class CommentIntake(
    PageReader pages, InboxJudge judge, WebhookInbox inbox, GitHubAppSource apps, IDbContextFactory<RelayDbContext> contexts, TimeProvider clock)
{
    private const string EditedReply =
        "This comment was changed before it was read, and GitHub does not say by whom. Please write the command as a new comment.";

    /// <summary>The delivery id of a comment that was read.</summary>
    public static Guid DeliveryId(long repositoryId, long commentId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"taskrelay:comment:{repositoryId}:{commentId}")));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The comments of these that nothing was decided about yet.</summary>
    public async Task<IReadOnlyList<ReadComment>> NewAsync(EnabledRepository repository, IReadOnlyList<ReadComment> comments, CancellationToken cancellationToken)
    {
        if (comments.Count == 0)
        {
            return comments;
        }

        var byComment = comments.ToDictionary(comment => comment.Comment.Id, comment => DeliveryId(repository.Id, comment.Comment.Id));
        var (commentIds, deliveryIds) = (byComment.Keys.ToArray(), byComment.Values.ToArray());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var claimed = await db.CommentClaims
            .Where(row => row.RepositoryId == repository.Id && commentIds.Contains(row.CommentId))
            .Select(row => row.CommentId)
            .ToHashSetAsync(cancellationToken);
        var read = await db.Deliveries
            .Where(row => deliveryIds.Contains(row.Id) && row.Outcome != DeliveryOutcome.Failed)
            .Select(row => row.Id)
            .ToHashSetAsync(cancellationToken);
        return [.. comments.Where(comment => !claimed.Contains(comment.Comment.Id) && !read.Contains(byComment[comment.Comment.Id]))];
    }

    /// <summary>What the comment means, before anything more is asked about its issue.</summary>
    public InboxDecision? Judge(EnabledRepository repository, ReadComment comment) => judge.Decide(WebhookEvents.IssueComment, Payload(repository, comment, null));

    /// <summary>Stores what was ignored: where no webhook comes, nothing else would tell why.</summary>
    public Task IgnoreAsync(EnabledRepository repository, ReadComment comment, InboxDecision.Ignore decision, CancellationToken cancellationToken) =>
        inbox.StoreAsync(Item(repository, comment, Payload(repository, comment, null), decision, null), cancellationToken);

    /// <summary>Takes a command. False when GitHub could not be asked: the same comment is read again.</summary>
    public async Task<bool> TakeAsync(EnabledRepository repository, ReadComment comment, CancellationToken cancellationToken)
    {
        if (comment.MayBeTaken && await WasTakenAsync(repository, comment, cancellationToken) is not false and var taken)
        {
            return taken is true;
        }

        var answer = await pages.AsInstallationAsync(
            repository.InstallationId, string.Create(CultureInfo.InvariantCulture, $"{repository.Path}/issues/{comment.IssueNumber}"), null, cancellationToken);
        if (answer is not GitHubAnswer<GitHubPage>.Ok { Value.Content: { } json })
        {
            // An issue that is gone takes its commands along.
            return answer is GitHubAnswer<GitHubPage>.No;
        }

        var payload = Payload(repository, comment, json.Deserialize(WebhookJson.Default.WebhookIssue));
        var decision = comment.IsEdited ? new InboxDecision.Refuse("edited_before_read", EditedReply) : judge.Decide(WebhookEvents.IssueComment, payload);
        if (decision is not null)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(payload, WebhookJson.Default.WebhookPayload);
            await inbox.StoreAsync(Item(repository, comment, payload, decision, body), cancellationToken);
        }

        return true;
    }

    /// <summary>
    /// Whether the App has reacted to it: then it was taken, by this store before it was restored from an older copy,
    /// or by another TaskRelay of the same App. Null when GitHub could not be asked.
    /// </summary>
    private async Task<bool?> WasTakenAsync(EnabledRepository repository, ReadComment comment, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{repository.Path}/issues/comments/{comment.Comment.Id}/reactions?per_page=100");
        return await pages.AsInstallationAsync(repository.InstallationId, path, null, cancellationToken) switch
        {
            GitHubAnswer<GitHubPage>.Ok { Value: var list } => list.Items().Any(IsOwn),
            GitHubAnswer<GitHubPage>.No => true,
            _ => null,
        };
    }

    private bool IsOwn(JsonElement reaction) =>
        reaction.TryGetProperty("content", out var content) && content.GetString() is "eyes" or "confused"
        && reaction.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object
        && (apps.Current.BotLogin is { } own
            ? string.Equals(user.GetProperty("login").GetString(), own, StringComparison.OrdinalIgnoreCase)
            : user.TryGetProperty("type", out var type) && type.GetString() == "Bot");

    private InboxItem Item(EnabledRepository repository, ReadComment comment, WebhookPayload payload, InboxDecision decision, byte[]? body) =>
        new(DeliveryId(repository.Id, comment.Comment.Id), WebhookEvents.IssueComment, payload, decision, clock.GetUtcNow(), body)
        {
            Source = DeliverySource.Poll,
        };

    private static WebhookPayload Payload(EnabledRepository repository, ReadComment comment, WebhookIssue? issue) => new()
    {
        Action = "created",
        Repository = new WebhookRepository
        {
            Id = repository.Id,
            Name = repository.Name,
            Owner = new WebhookAccount { Id = 0, Login = repository.Owner },
        },
        Issue = issue ?? new WebhookIssue { Number = comment.IssueNumber, Title = "" },
        Comment = comment.Comment,
        Sender = comment.Comment.User,
        Installation = new WebhookInstallation { Id = repository.InstallationId },
    };
}
