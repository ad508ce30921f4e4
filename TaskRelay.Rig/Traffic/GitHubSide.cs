using System.Text.Json.Nodes;
using TaskRelay.Simulator;
using TaskRelay.Simulator.State;

namespace TaskRelay.Rig.Traffic;

/// <summary>
/// Accounts, issues and comments in the simulator, and the webhooks about them. Many accounts, because TaskRelay writes
/// to each installation once a second. The simulator sends nothing by itself: the rig signs and sends.
/// </summary>
internal sealed class GitHubSide
{
    private const int Accounts = 32;

    private readonly SimulatorHost _simulator;
    private readonly List<SimulatedRepository> _repositories = [];
    private readonly string _filler = string.Concat(Enumerable.Repeat("The build fails now and then and passes when it is run again. ", 32));
    private long _foreignComment = 1_000_000_000;

    public GitHubSide(SimulatorHost simulator)
    {
        _simulator = simulator;
        for (var number = 1; number <= Accounts; number++)
        {
            var repository = simulator.State.AddRepository($"account{number}/project", new Dictionary<string, string> { ["README.md"] = "A project.\n" });
            simulator.State.SetPermission(repository.FullName, "writer", "write");
            _repositories.Add(repository);
        }
    }

    public IReadOnlyList<SimulatedRepository> Repositories => _repositories;

    /// <summary>A command on an issue of its own; only a writer's is run.</summary>
    public async Task<(Command Command, JsonObject Payload)> AskAsync(Random random, bool isRun)
    {
        var repository = _repositories[random.Next(_repositories.Count)];
        var issue = _simulator.State.AddIssue(repository.FullName, "Do as the script says", "Please.\n\n```scribe\nappend NOTES.md <<END\na line\nEND\n```\n");
        var login = isRun ? "writer" : "reader";
        var posted = await _simulator.State.CommentAsync(repository.FullName, issue.Number, login, "@taskrelay scribe");
        var payload = Comment(repository, issue.Number, posted.Comment.Id, login, posted.Comment.Body);
        return (new Command(repository.Id, repository.FullName, issue.Number, posted.Comment.Id), payload);
    }

    /// <summary>A comment that is nobody's command.</summary>
    public JsonObject Talk(Random random)
    {
        var repository = _repositories[random.Next(_repositories.Count)];
        return Comment(repository, 1, ++_foreignComment, "reader", _filler[..random.Next(20, _filler.Length)]);
    }

    /// <summary>An event that TaskRelay has no use for.</summary>
    public JsonObject Labelled(Random random)
    {
        var payload = Talk(random);
        payload.Remove("comment");
        payload["action"] = "labeled";
        return payload;
    }

    /// <summary>What GitHub shows on the issue of a command: comments of the App's, and its reactions.</summary>
    public (IReadOnlyList<SimulatedComment> Comments, IReadOnlyList<string> Reactions) Seen(Command command) => (
        [.. _simulator.State.Comments(command.Repository, command.Issue).Where(comment => comment.ByApp)],
        [.. _simulator.State.FindComment(command.CommentId) is { } comment ? _simulator.State.Reactions(comment).Select(reaction => reaction.Content) : []]);

    private JsonObject Comment(SimulatedRepository repository, int issue, long commentId, string login, string body) => new()
    {
        ["action"] = "created",
        ["issue"] = new JsonObject { ["number"] = issue, ["title"] = "Do as the script says", ["body"] = _filler, ["user"] = Person("maintainer") },
        ["comment"] = new JsonObject { ["id"] = commentId, ["body"] = body, ["user"] = Person(login) },
        ["repository"] = new JsonObject
        {
            ["id"] = repository.Id,
            ["name"] = repository.Name,
            ["full_name"] = repository.FullName,
            ["owner"] = new JsonObject { ["id"] = repository.Owner.Id, ["login"] = repository.Owner.Login, ["type"] = "Organization" },
        },
        ["sender"] = Person(login),
        ["installation"] = new JsonObject { ["id"] = _simulator.State.InstallationOf(repository.FullName)!.Id },
    };

    private JsonObject Person(string login) => new() { ["id"] = _simulator.State.User(login).Id, ["login"] = login, ["type"] = "User" };
}
