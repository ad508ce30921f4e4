namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly Dictionary<(long Repository, int Number), SimulatedIssue> _issues = [];
    private readonly Dictionary<long, int> _lastNumbers = [];

    /// <summary>Seeds an issue without telling the App; <see cref="OpenIssue"/> tells it.</summary>
    public SimulatedIssue AddIssue(string repository, string title, string? body, string login = "maintainer") =>
        StoreIssue(Repository(repository), title, body, User(login), [], byApp: false, isPullRequest: false);

    /// <summary>Issues and pull requests, oldest first.</summary>
    public IReadOnlyList<SimulatedIssue> Issues(string repository)
    {
        lock (_gate)
        {
            var id = Repository(repository).Id;
            return [.. _issues.Values.Where(issue => issue.RepositoryId == id).OrderBy(issue => issue.Number)];
        }
    }

    public SimulatedIssue? FindIssue(string repository, int number)
    {
        lock (_gate)
            return _issues.GetValueOrDefault((Repository(repository).Id, number));
    }

    /// <summary>Somebody opens an issue; the App is told.</summary>
    public SimulatedIssue OpenIssue(string repository, string title, string? body, string login) =>
        OpenIssue(Repository(repository), title, body, User(login), [], byApp: false);

    /// <summary>Somebody closes or reopens an issue or a pull request; the App is told.</summary>
    public void SetOpen(string repository, int number, bool isOpen, string login) =>
        UpdateIssue(Repository(repository), number, issue => issue with { State = isOpen ? "open" : "closed" }, User(login));

    /// <summary>An issue goes for good, deleted or to another repository; its comments go with it, and the App is told.</summary>
    public void RemoveIssue(string repository, int number, string login, bool transferred = false)
    {
        var from = Repository(repository);
        SimulatedIssue issue;
        lock (_gate)
        {
            issue = _issues[(from.Id, number)];
            _issues.Remove((from.Id, number));
            foreach (var comment in _comments.Values.Where(comment => comment.RepositoryId == from.Id && comment.IssueNumber == number).ToList())
                _comments.Remove(comment.Id);
        }
        Hooks.Issue(transferred ? "transferred" : "deleted", from, issue, User(login));
    }

    internal SimulatedIssue OpenIssue(SimulatedRepository repository, string title, string? body, SimulatedUser author, IReadOnlyList<string> labels, bool byApp)
    {
        var issue = StoreIssue(repository, title, body, author, labels, byApp, isPullRequest: false);
        Hooks.Issue("opened", repository, issue, author);
        return issue;
    }

    /// <summary>Applies a change; answers the new issue and sends <c>closed</c>, <c>reopened</c> or <c>edited</c>.</summary>
    internal SimulatedIssue UpdateIssue(SimulatedRepository repository, int number, Func<SimulatedIssue, SimulatedIssue> change, SimulatedUser actor)
    {
        SimulatedIssue before, after;
        lock (_gate)
        {
            before = _issues[(repository.Id, number)];
            after = change(before) with { UpdatedAt = Now };
            if (before.IsOpen != after.IsOpen)
                after = after with { ClosedAt = after.IsOpen ? null : Now, StateReason = after.IsOpen ? "reopened" : after.StateReason ?? "completed" };
            Replace(after);
        }
        var action = before.IsOpen == after.IsOpen ? "edited" : after.IsOpen ? "reopened" : "closed";
        if (after.IsPullRequest)
            Hooks.PullRequest(action, repository, FindPullRequest(repository, number)!, actor);
        else
            Hooks.Issue(action, repository, after, actor);
        return after;
    }

    /// <summary>Under the lock: the issue, and the pull request that carries it, change together.</summary>
    private void Replace(SimulatedIssue issue)
    {
        var key = (issue.RepositoryId, issue.Number);
        _issues[key] = issue;
        if (_pulls.TryGetValue(key, out var pull))
            _pulls[key] = pull with { Issue = issue };
    }

    private SimulatedIssue StoreIssue(
        SimulatedRepository repository, string title, string? body, SimulatedUser author, IReadOnlyList<string> labels, bool byApp, bool isPullRequest)
    {
        lock (_gate)
        {
            var number = _lastNumbers[repository.Id] = _lastNumbers.GetValueOrDefault(repository.Id) + 1;
            return _issues[(repository.Id, number)] = new SimulatedIssue(++_nextIssueId, repository.Id, number, title, body, author, Now)
            {
                Labels = labels,
                ByApp = byApp,
                IsPullRequest = isPullRequest,
            };
        }
    }
}
