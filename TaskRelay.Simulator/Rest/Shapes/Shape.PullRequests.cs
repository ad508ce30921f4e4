using System.Text.Json.Nodes;
using TaskRelay.Simulator.Git;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    public JsonObject PullRequest(SimulatedRepository repository, SimulatedPullRequest pull)
    {
        var api = $"{Api(repository)}/pulls/{pull.Number}";
        var web = $"{Web(repository)}/pull/{pull.Number}";
        var issue = $"{Api(repository)}/issues/{pull.Number}";
        return new JsonObject
        {
            ["url"] = api,
            ["id"] = pull.Id,
            ["node_id"] = $"PR_{pull.Id}",
            ["html_url"] = web,
            ["diff_url"] = web + ".diff",
            ["patch_url"] = web + ".patch",
            ["issue_url"] = issue,
            ["number"] = pull.Number,
            ["state"] = pull.State,
            ["locked"] = false,
            ["title"] = pull.Title,
            ["user"] = User(pull.Author),
            ["body"] = pull.Body,
            ["created_at"] = Time(pull.Issue.CreatedAt),
            ["updated_at"] = Time(pull.Issue.UpdatedAt),
            ["closed_at"] = TimeOrNull(pull.Issue.ClosedAt),
            ["merged_at"] = TimeOrNull(pull.MergedAt),
            ["merge_commit_sha"] = pull.MergeCommitSha,
            ["assignee"] = null,
            ["assignees"] = new JsonArray(),
            ["requested_reviewers"] = new JsonArray([.. pull.RequestedReviewers.Select(User)]),
            ["requested_teams"] = new JsonArray(),
            ["labels"] = new JsonArray([.. pull.Issue.Labels.Select(Label)]),
            ["milestone"] = null,
            ["draft"] = pull.Draft,
            ["commits_url"] = api + "/commits",
            ["review_comments_url"] = api + "/comments",
            ["review_comment_url"] = $"{Api(repository)}/pulls/comments{{/number}}",
            ["comments_url"] = issue + "/comments",
            ["statuses_url"] = $"{Api(repository)}/statuses/{pull.HeadSha}",
            ["head"] = End(pull.Fork ?? repository, pull.HeadRef, pull.HeadSha),
            ["base"] = End(repository, pull.BaseRef, pull.BaseSha),
            ["_links"] = Links(("self", api), ("html", web), ("issue", issue), ("comments", issue + "/comments"), ("review_comments", api + "/comments"),
                ("review_comment", $"{Api(repository)}/pulls/comments{{/number}}"), ("commits", api + "/commits"), ("statuses", $"{Api(repository)}/statuses/{pull.HeadSha}")),
            ["author_association"] = Association(repository, pull.Author),
            ["auto_merge"] = null,
            ["active_lock_reason"] = null,
        };
    }

    /// <summary>With what GitHub works out only for a single pull request: size, commits, whether it merges.</summary>
    public JsonObject PullRequestInFull(SimulatedRepository repository, SimulatedPullRequest pull)
    {
        var git = new BareRepository(repository.GitFolder);
        var shape = PullRequest(repository, pull);
        var from = git.MergeBase(pull.BaseSha, pull.HeadSha) ?? pull.BaseSha;
        var (additions, deletions, files) = git.Totals(from, pull.HeadSha);
        var tip = git.Resolve($"refs/heads/{pull.BaseRef}") ?? pull.BaseSha;
        bool? mergeable = pull.Issue.IsOpen ? git.MergedTree(tip, pull.HeadSha) is not null : null;
        shape["merged"] = pull.Merged;
        shape["mergeable"] = mergeable;
        shape["rebaseable"] = mergeable;
        shape["mergeable_state"] = mergeable switch { true => "clean", false => "dirty", null => "unknown" };
        shape["merged_by"] = pull.MergedBy is { } by ? User(by) : null;
        shape["comments"] = state.Comments(repository.FullName, pull.Number).Count;
        shape["review_comments"] = state.ReviewComments(pull).Count;
        shape["maintainer_can_modify"] = false;
        shape["commits"] = git.Count($"{pull.BaseSha}..{pull.HeadSha}");
        shape["additions"] = additions;
        shape["deletions"] = deletions;
        shape["changed_files"] = files;
        return shape;
    }

    public JsonNode ChangedFile(SimulatedRepository repository, ChangedFile file, string headSha)
    {
        var shape = new JsonObject
        {
            ["sha"] = file.BlobSha,
            ["filename"] = file.Path,
            ["status"] = file.Status,
            ["additions"] = file.Additions,
            ["deletions"] = file.Deletions,
            ["changes"] = file.Additions + file.Deletions,
            ["blob_url"] = $"{Web(repository)}/blob/{headSha}/{file.Path}",
            ["raw_url"] = $"{Web(repository)}/raw/{headSha}/{file.Path}",
            ["contents_url"] = $"{Api(repository)}/contents/{file.Path}?ref={headSha}",
        };
        if (file.Patch is not null)
            shape["patch"] = file.Patch;
        if (file.PreviousPath is not null)
            shape["previous_filename"] = file.PreviousPath;
        return shape;
    }

    private static JsonObject Links(params IEnumerable<(string Name, string Address)> links) =>
        new(links.Select(link => KeyValuePair.Create(link.Name, (JsonNode?)new JsonObject { ["href"] = link.Address })));

    private JsonObject End(SimulatedRepository repository, string name, string sha) => new()
    {
        ["label"] = $"{repository.Owner.Login}:{name}",
        ["ref"] = name,
        ["sha"] = sha,
        ["user"] = User(repository.Owner),
        ["repo"] = Repository(repository),
    };
}
