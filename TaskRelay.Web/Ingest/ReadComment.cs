using System.Text.Json;
using TaskRelay.Web.Webhooks.Payload;

namespace TaskRelay.Web.Ingest;

/// <summary>A comment as GitHub's list shows it.</summary>
/// <param name="Comment">The members that a webhook has too.</param>
/// <param name="IssueNumber">The issue or pull request that it stands on.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="MayBeTaken">Somebody has reacted as TaskRelay does when it takes a command.</param>
public sealed record ReadComment(WebhookComment Comment, int IssueNumber, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, bool MayBeTaken)
{
    /// <summary>Who changed a comment is not told: somebody else may have put a command into it.</summary>
    public bool IsEdited => UpdatedAt != CreatedAt;

    /// <summary>Null when it lacks what a comment has, such as an author who still exists.</summary>
    public static ReadComment? From(JsonElement row)
    {
        try
        {
            var issue = row.GetProperty("issue_url").GetString()!;
            return new ReadComment(
                row.Deserialize(WebhookJson.Default.WebhookComment)!,
                int.Parse(issue[(issue.LastIndexOf('/') + 1)..]),
                row.GetProperty("created_at").GetDateTimeOffset(),
                row.GetProperty("updated_at").GetDateTimeOffset(),
                row.TryGetProperty("reactions", out var reactions) && Count(reactions, "eyes") + Count(reactions, "confused") > 0);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static int Count(JsonElement reactions, string content) =>
        reactions.TryGetProperty(content, out var count) && count.TryGetInt32(out var number) ? number : 0;
}
