using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    public JsonObject Review(SimulatedRepository repository, SimulatedReview review)
    {
        var web = $"{Web(repository)}/pull/{review.PullNumber}#pullrequestreview-{review.Id}";
        var pull = $"{Api(repository)}/pulls/{review.PullNumber}";
        return new JsonObject
        {
            ["id"] = review.Id,
            ["node_id"] = $"PRR_{review.Id}",
            ["user"] = User(review.Author),
            ["body"] = review.Body,
            ["state"] = review.State,
            ["html_url"] = web,
            ["pull_request_url"] = pull,
            ["author_association"] = Association(repository, review.Author),
            ["_links"] = Links(("html", web), ("pull_request", pull)),
            ["submitted_at"] = Time(review.SubmittedAt),
            ["commit_id"] = review.CommitId,
        };
    }

    public JsonObject ReviewComment(SimulatedRepository repository, SimulatedReviewComment comment)
    {
        var api = $"{Api(repository)}/pulls/comments/{comment.Id}";
        var web = $"{Web(repository)}/pull/{comment.PullNumber}#discussion_r{comment.Id}";
        var pull = $"{Api(repository)}/pulls/{comment.PullNumber}";
        return new JsonObject
        {
            ["url"] = api,
            ["pull_request_review_id"] = comment.ReviewId,
            ["id"] = comment.Id,
            ["node_id"] = $"PRRC_{comment.Id}",
            ["diff_hunk"] = $"@@ -{comment.OriginalLine},1 +{comment.OriginalLine},1 @@",
            ["path"] = comment.Path,
            ["position"] = comment.Line,
            ["original_position"] = comment.OriginalLine,
            ["commit_id"] = comment.CommitId,
            ["original_commit_id"] = comment.CommitId,
            ["user"] = User(comment.Author),
            ["body"] = comment.Body,
            ["created_at"] = Time(comment.CreatedAt),
            ["updated_at"] = Time(comment.UpdatedAt),
            ["html_url"] = web,
            ["pull_request_url"] = pull,
            ["author_association"] = Association(repository, comment.Author),
            ["_links"] = Links(("self", api), ("html", web), ("pull_request", pull)),
            ["reactions"] = ReactionTotals(api, []),
            ["start_line"] = null,
            ["original_start_line"] = null,
            ["start_side"] = null,
            ["line"] = comment.Line,
            ["original_line"] = comment.OriginalLine,
            ["side"] = "RIGHT",
            ["subject_type"] = "line",
        };
    }

    public JsonObject CheckRun(SimulatedRepository repository, SimulatedCheckRun run)
    {
        var api = $"{Api(repository)}/check-runs/{run.Id}";
        return new JsonObject
        {
            ["id"] = run.Id,
            ["name"] = run.Name,
            ["node_id"] = $"CR_{run.Id}",
            ["head_sha"] = run.HeadSha,
            ["external_id"] = "",
            ["url"] = api,
            ["html_url"] = $"{Web(repository)}/runs/{run.Id}",
            ["details_url"] = $"{Web(repository)}/runs/{run.Id}",
            ["status"] = run.Conclusion is null ? "in_progress" : "completed",
            ["conclusion"] = run.Conclusion,
            ["started_at"] = Time(run.StartedAt),
            ["completed_at"] = run.Conclusion is null ? null : Time(run.StartedAt),
            ["output"] = new JsonObject
            {
                ["title"] = run.Title,
                ["summary"] = run.Summary,
                ["text"] = null,
                ["annotations_count"] = 0,
                ["annotations_url"] = api + "/annotations",
            },
            ["check_suite"] = new JsonObject { ["id"] = run.Id },
            ["app"] = App(),
            ["pull_requests"] = new JsonArray(),
        };
    }
}
