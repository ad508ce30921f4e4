using System.Text.Json.Nodes;
using TaskRelay.Simulator.Git;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    public JsonObject Commit(SimulatedRepository repository, CommitInfo commit) => new()
    {
        ["sha"] = commit.Sha,
        ["node_id"] = $"C_{commit.Sha}",
        ["commit"] = new JsonObject
        {
            ["author"] = Person(commit.AuthorName, commit.AuthorEmail, commit.AuthoredAt),
            ["committer"] = Person(commit.CommitterName, commit.CommitterEmail, commit.CommittedAt),
            ["message"] = commit.Message,
            ["tree"] = new JsonObject { ["sha"] = commit.Tree, ["url"] = $"{Api(repository)}/git/trees/{commit.Tree}" },
            ["url"] = $"{Api(repository)}/git/commits/{commit.Sha}",
            ["comment_count"] = 0,
            ["verification"] = new JsonObject { ["verified"] = false, ["reason"] = "unsigned", ["signature"] = null, ["payload"] = null },
        },
        ["url"] = $"{Api(repository)}/commits/{commit.Sha}",
        ["html_url"] = $"{Web(repository)}/commit/{commit.Sha}",
        ["comments_url"] = $"{Api(repository)}/commits/{commit.Sha}/comments",
        ["author"] = Account(commit.AuthorEmail),
        ["committer"] = Account(commit.CommitterEmail),
        ["parents"] = new JsonArray([.. commit.Parents.Select(sha => new JsonObject
        {
            ["sha"] = sha,
            ["url"] = $"{Api(repository)}/commits/{sha}",
            ["html_url"] = $"{Web(repository)}/commit/{sha}",
        })]),
    };

    public JsonObject Branch(SimulatedRepository repository, string name, string sha) => new()
    {
        ["name"] = name,
        ["commit"] = new JsonObject { ["sha"] = sha, ["url"] = $"{Api(repository)}/commits/{sha}" },
        ["protected"] = false,
    };

    public JsonObject Reference(SimulatedRepository repository, string name, string sha) => new()
    {
        ["ref"] = name,
        ["node_id"] = $"REF_{name}",
        ["url"] = $"{Api(repository)}/git/{name}",
        ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha, ["url"] = $"{Api(repository)}/git/commits/{sha}" },
    };

    private static JsonObject Person(string name, string email, DateTimeOffset at) =>
        new() { ["name"] = name, ["email"] = email, ["date"] = Time(at) };

    // GitHub links a commit to an account by its address, the noreply one among them.
    private JsonObject? Account(string email) =>
        state.People.Append(state.Bot).FirstOrDefault(user => string.Equals(user.Email, email, StringComparison.OrdinalIgnoreCase)) is { } user ? User(user) : null;
}
