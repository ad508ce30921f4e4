namespace TaskRelay.Simulator.State;

public sealed partial class GitHubState
{
    private readonly SortedDictionary<long, SimulatedReview> _reviews = [];
    private readonly SortedDictionary<long, SimulatedReviewComment> _reviewComments = [];
    private readonly SortedDictionary<long, SimulatedCheckRun> _checkRuns = [];
    private long _nextReviewId = 3_300_000_000;

    /// <summary>Opens a pull request of a branch that is there, without telling the App.</summary>
    /// <param name="repository">Where it is to be merged.</param>
    /// <param name="head">Its branch.</param>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its text.</param>
    /// <param name="login">Who opens it.</param>
    /// <param name="fork">The repository that the branch is in, where that is another one.</param>
    public SimulatedPullRequest AddPullRequest(string repository, string head, string title, string? body, string login, string? fork = null)
    {
        lock (_gate)
        {
            var into = Repository(repository);
            var from = fork is null ? into : Repository(fork);
            var headSha = Git(from).Resolve($"refs/heads/{head}") ?? throw new ArgumentException($"{from.FullName} has no branch {head}.", nameof(head));
            var baseSha = Git(into).Resolve($"refs/heads/{into.DefaultBranch}")!;
            var issue = StoreIssue(into, title, body, User(login), [], byApp: false, isPullRequest: true);
            Git(into).Fetch(from.GitFolder, head, $"refs/pull/{issue.Number}/head");
            return _pulls[(into.Id, issue.Number)] = new SimulatedPullRequest(++_nextPullId, issue, head, headSha, into.DefaultBranch, baseSha, Draft: false)
            {
                Fork = fork is null ? null : from,
            };
        }
    }

    /// <summary>Copies a repository to somebody's account, its default branch only; the App is not installed there.</summary>
    public SimulatedRepository AddFork(string repository, string login)
    {
        lock (_gate)
        {
            var source = Repository(repository);
            var fork = AddRepository($"{login}/{source.Name}", installed: false, defaultBranch: source.DefaultBranch);
            Git(fork).Fetch(source.GitFolder, source.DefaultBranch, $"refs/heads/{source.DefaultBranch}");
            return fork;
        }
    }

    /// <summary>Submits a review of what the pull request's head is now.</summary>
    public SimulatedReview AddReview(string repository, int number, string login, string state, string body)
    {
        lock (_gate)
        {
            var pull = _pulls[(Repository(repository).Id, number)];
            var review = new SimulatedReview(++_nextReviewId, pull.Issue.RepositoryId, number, state, body, User(login), pull.HeadSha, Now);
            return _reviews[review.Id] = review;
        }
    }

    /// <summary>Comments on a line.</summary>
    public SimulatedReviewComment AddReviewComment(string repository, int number, string login, string path, int line, string body, bool outdated = false)
    {
        lock (_gate)
        {
            var pull = _pulls[(Repository(repository).Id, number)];
            var comment = new SimulatedReviewComment(
                ++_nextCommentId, pull.Issue.RepositoryId, number, path, outdated ? null : line, line, body, User(login), pull.HeadSha, Now);
            return _reviewComments[comment.Id] = comment;
        }
    }

    /// <summary>Ends a check of a branch's head or of a commit; without a conclusion it is still going on.</summary>
    public SimulatedCheckRun AddCheckRun(string repository, string revision, string name, string? conclusion, string? title = null, string? summary = null)
    {
        lock (_gate)
        {
            var sha = Git(repository).Resolve(revision) ?? throw new ArgumentException($"{repository} has no {revision}.", nameof(revision));
            var run = new SimulatedCheckRun(++_nextReviewId, Repository(repository).Id, sha, name, conclusion, title, summary, Now);
            return _checkRuns[run.Id] = run;
        }
    }

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<SimulatedReview> Reviews(SimulatedPullRequest pull)
    {
        lock (_gate)
            return [.. _reviews.Values.Where(review => review.RepositoryId == pull.Issue.RepositoryId && review.PullNumber == pull.Number)];
    }

    /// <summary>Oldest first.</summary>
    internal IReadOnlyList<SimulatedReviewComment> ReviewComments(SimulatedPullRequest pull)
    {
        lock (_gate)
            return [.. _reviewComments.Values.Where(comment => comment.RepositoryId == pull.Issue.RepositoryId && comment.PullNumber == pull.Number)];
    }

    /// <summary>Newest first.</summary>
    internal IReadOnlyList<SimulatedCheckRun> CheckRuns(SimulatedRepository repository, string sha)
    {
        lock (_gate)
            return [.. _checkRuns.Values.Where(run => run.RepositoryId == repository.Id && run.HeadSha == sha).Reverse()];
    }
}
