using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    private static readonly string[] Contents = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];

    public static bool IsReaction(string? content) => content is not null && Contents.Contains(content);

    public JsonObject Issue(SimulatedRepository repository, SimulatedIssue issue)
    {
        var api = $"{Api(repository)}/issues/{issue.Number}";
        var shape = new JsonObject
        {
            ["id"] = issue.Id,
            ["node_id"] = $"I_{issue.Id}",
            ["url"] = api,
            ["repository_url"] = Api(repository),
            ["labels_url"] = api + "/labels{/name}",
            ["comments_url"] = api + "/comments",
            ["events_url"] = api + "/events",
            ["html_url"] = $"{Web(repository)}/{(issue.IsPullRequest ? "pull" : "issues")}/{issue.Number}",
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["user"] = User(issue.Author),
            ["labels"] = new JsonArray([.. issue.Labels.Select(Label)]),
            ["state"] = issue.State,
            ["state_reason"] = issue.StateReason,
            ["locked"] = issue.Locked,
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["milestone"] = null,
            ["comments"] = state.Comments(repository.FullName, issue.Number).Count,
            ["created_at"] = Time(issue.CreatedAt),
            ["updated_at"] = Time(issue.UpdatedAt),
            ["closed_at"] = TimeOrNull(issue.ClosedAt),
            ["author_association"] = Association(repository, issue.Author),
            ["active_lock_reason"] = null,
            ["body"] = issue.Body,
            ["reactions"] = ReactionTotals(api, state.Reactions(issue)),
            ["performed_via_github_app"] = issue.ByApp ? App() : null,
        };
        if (issue.IsPullRequest)
        {
            shape["pull_request"] = new JsonObject
            {
                ["url"] = $"{Api(repository)}/pulls/{issue.Number}",
                ["html_url"] = $"{Web(repository)}/pull/{issue.Number}",
                ["diff_url"] = $"{Web(repository)}/pull/{issue.Number}.diff",
                ["patch_url"] = $"{Web(repository)}/pull/{issue.Number}.patch",
                ["merged_at"] = TimeOrNull(state.FindPullRequest(repository, issue.Number)?.MergedAt),
            };
        }
        return shape;
    }

    public JsonObject Comment(SimulatedRepository repository, SimulatedComment comment)
    {
        var api = $"{Api(repository)}/issues/comments/{comment.Id}";
        var kind = state.FindPullRequest(repository, comment.IssueNumber) is null ? "issues" : "pull";
        return new JsonObject
        {
            ["url"] = api,
            ["html_url"] = $"{Web(repository)}/{kind}/{comment.IssueNumber}#issuecomment-{comment.Id}",
            ["issue_url"] = $"{Api(repository)}/issues/{comment.IssueNumber}",
            ["id"] = comment.Id,
            ["node_id"] = $"IC_{comment.Id}",
            ["user"] = User(comment.Author),
            ["created_at"] = Time(comment.CreatedAt),
            ["updated_at"] = Time(comment.UpdatedAt),
            ["author_association"] = Association(repository, comment.Author),
            ["body"] = comment.Body,
            ["reactions"] = ReactionTotals(api, state.Reactions(comment)),
            ["performed_via_github_app"] = comment.ByApp ? App() : null,
        };
    }

    public JsonObject Reaction(SimulatedReaction reaction) => new()
    {
        ["id"] = reaction.Id,
        ["node_id"] = $"REA_{reaction.Id}",
        ["user"] = User(reaction.User),
        ["content"] = reaction.Content,
        ["created_at"] = Time(reaction.CreatedAt),
    };

    private static JsonNode Label(string name) => new JsonObject
    {
        ["id"] = 208_045_946L + name.Length,
        ["node_id"] = $"LA_{name}",
        ["name"] = name,
        ["color"] = "ededed",
        ["default"] = false,
        ["description"] = null,
    };

    private static JsonObject ReactionTotals(string api, IReadOnlyList<SimulatedReaction> reactions)
    {
        var shape = new JsonObject { ["url"] = api + "/reactions", ["total_count"] = reactions.Count };
        foreach (var content in Contents)
            shape[content] = reactions.Count(reaction => reaction.Content == content);
        return shape;
    }

    private string Association(SimulatedRepository repository, SimulatedUser user) => state.GivenRole(repository, user) switch
    {
        _ when repository.Owner.Id == user.Id => "OWNER",
        "admin" when repository.Owner.Type == "Organization" => "MEMBER",
        "none" => "NONE",
        _ => "COLLABORATOR",
    };
}
