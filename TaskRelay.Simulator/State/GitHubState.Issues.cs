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
