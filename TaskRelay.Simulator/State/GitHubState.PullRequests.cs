using System.Text.RegularExpressions;

namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly Dictionary<(long Repository, int Number), SimulatedPullRequest> _pulls = [];

    /// <summary>The pull requests of a repository, oldest first.</summary>
    public IReadOnlyList<SimulatedPullRequest> PullRequests(string repository)
    {
        lock (_gate)
        {
            var id = Repository(repository).Id;
            return [.. _pulls.Values.Where(pull => pull.Issue.RepositoryId == id).OrderBy(pull => pull.Number)];
        }
    }

    internal SimulatedPullRequest? FindPullRequest(SimulatedRepository repository, int number)
    {
        lock (_gate)
            return _pulls.GetValueOrDefault((repository.Id, number));
    }

    /// <summary>Null when an open pull request for that head and base is there already: decided under the lock, so two racing calls make one.</summary>
    internal SimulatedPullRequest? OpenPullRequest(
        SimulatedRepository repository, string title, string? body, SimulatedUser author, bool byApp,
        (string Ref, string Sha) head, (string Ref, string Sha) @base, bool draft)
    {
        SimulatedPullRequest pull;
        lock (_gate)
        {
            if (PullRequests(repository.FullName).Any(known => known.Issue.IsOpen && known.HeadRef == head.Ref && known.BaseRef == @base.Ref))
                return null;
            var issue = StoreIssue(repository, title, body, author, [], byApp, isPullRequest: true);
            pull = new SimulatedPullRequest(++_nextPullId, issue, head.Ref, head.Sha, @base.Ref, @base.Sha, draft);
            _pulls[(repository.Id, issue.Number)] = pull;
        }
        Git(repository).UpdateRef($"refs/pull/{pull.Number}/head", head.Sha);
        Hooks.PullRequest("opened", repository, pull, author);
        return pull;
    }

    internal SimulatedPullRequest UpdatePullRequest(SimulatedRepository repository, int number, Func<SimulatedPullRequest, SimulatedPullRequest> change)
    {
        lock (_gate)
            return _pulls[(repository.Id, number)] = change(_pulls[(repository.Id, number)]);
    }

    internal SimulatedPullRequest MarkMerged(SimulatedRepository repository, int number, string mergeSha, SimulatedUser actor)
    {
        lock (_gate)
        {
            UpdatePullRequest(repository, number, pull => pull with { MergedAt = Now, MergedBy = actor, MergeCommitSha = mergeSha });
            Replace(_issues[(repository.Id, number)] with { State = "closed", ClosedAt = Now, UpdatedAt = Now });
        }
        var merged = FindPullRequest(repository, number)!;
        Hooks.PullRequest("closed", repository, merged, actor);
        if (merged.BaseRef == repository.DefaultBranch)
            CloseNamedIssues(repository, merged, actor);
        return merged;
    }

    /// <summary>After a push: open pull requests follow their head branch, and are closed when it is gone.</summary>
    internal void NotePush(SimulatedRepository repository, SimulatedUser? actor = null)
    {
        var branches = Git(repository).Branches();
        List<SimulatedPullRequest> moved = [];
        List<SimulatedPullRequest> orphaned = [];
        lock (_gate)
        {
            _repositories[repository.FullName] = Repository(repository.FullName) with { PushedAt = Now };
            foreach (var pull in PullRequests(repository.FullName).Where(pull => pull.Issue.IsOpen && pull.Fork is null))
            {
                if (!branches.TryGetValue(pull.HeadRef, out var sha))
                    orphaned.Add(pull);
                else if (sha != pull.HeadSha)
                    moved.Add(UpdatePullRequest(repository, pull.Number, known => known with { HeadSha = sha }));
            }
        }
        foreach (var pull in orphaned)
            UpdateIssue(repository, pull.Number, issue => issue with { State = "closed" }, actor ?? pull.Author);
        foreach (var pull in moved)
        {
            Git(repository).UpdateRef($"refs/pull/{pull.Number}/head", pull.HeadSha);
            Hooks.PullRequest("synchronize", repository, pull, actor ?? pull.Author);
        }
    }

    private void CloseNamedIssues(SimulatedRepository repository, SimulatedPullRequest pull, SimulatedUser actor)
    {
        foreach (var number in ClosingKeyword().Matches(pull.Body ?? "").Select(match => int.Parse(match.Groups[1].Value)).Distinct())
        {
            if (FindIssue(repository.FullName, number) is { IsOpen: true, IsPullRequest: false })
                UpdateIssue(repository, number, issue => issue with { State = "closed", StateReason = "completed" }, actor);
        }
    }

    [GeneratedRegex(@"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d{1,9})\b", RegexOptions.IgnoreCase)]
    private static partial Regex ClosingKeyword();
}
