using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Merges on the bare repository itself: a merge commit, one squashed commit, or a fast-forward for "rebase".</summary>
internal static class PullMerge
{
    public readonly record struct Outcome(string? Sha, int Status = 200, string? Message = null);

    public static Outcome Apply(
        GitHubState state, SimulatedRepository repository, SimulatedPullRequest pull, SimulatedUser actor, string method, string? title, string? message)
    {
        var git = GitHubState.Git(repository);
        if (git.Resolve($"refs/heads/{pull.BaseRef}") is not { } tip)
            return new Outcome(null, StatusCodes.Status405MethodNotAllowed, "Base branch does not exist");
        if (git.MergedTree(tip, pull.HeadSha) is not { } tree)
            return new Outcome(null, StatusCodes.Status405MethodNotAllowed, "Pull Request is not mergeable");
        string sha;
        switch (method)
        {
            case "merge":
                title ??= $"Merge pull request #{pull.Number} from {repository.Owner.Login}/{pull.HeadRef}";
                sha = git.CommitTree(tree, [tip, pull.HeadSha], Text(title, message ?? pull.Title), actor, state.Now);
                break;
            case "squash":
                sha = git.CommitTree(tree, [tip], Text(title ?? $"{pull.Title} (#{pull.Number})", message), actor, state.Now);
                break;
            case "rebase" when git.MergeBase(tip, pull.HeadSha) == tip:
                sha = pull.HeadSha;
                break;
            default:
                return new Outcome(null, StatusCodes.Status405MethodNotAllowed, "This branch can't be rebased");
        }
        if (!git.TryMoveBranch(pull.BaseRef, sha, tip))
            return new Outcome(null, StatusCodes.Status409Conflict, "Base branch was modified. Review and try the merge again.");
        state.MarkMerged(repository, pull.Number, sha, actor);
        state.NotePush(repository, actor);
        return new Outcome(sha);
    }

    private static string Text(string title, string? message) => string.IsNullOrEmpty(message) ? title + "\n" : $"{title}\n\n{message}\n";
}
