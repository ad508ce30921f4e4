using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>
/// Finds the issue that a wish names, for somebody who may push to its repository. GitHub is asked each time, and by
/// numeric id who they are: administrators of TaskRelay may run agents only where GitHub lets them write.
/// </summary>
public sealed class RequestedIssues(RepositoryReader gitHub)
{
    /// <summary>Where the task will work.</summary>
    public sealed record Place(long InstallationId, RepositoryInfo Repository, IssueInfo Issue);

    /// <summary>The issue; else the refusal. Whether an issue exists is looked at last: only who may write hears of it.</summary>
    public async Task<(Place? Found, TaskRequestResult? Refusal)> FindAsync(
        long callerId, string fullName, int number, CancellationToken cancellationToken)
    {
        var names = fullName.Split('/');
        var installed = await gitHub.FindInstallationAsync(names[0], names[1], cancellationToken);
        if (installed is not GitHubAnswer<InstallationInfo>.Ok { Value: { IsSuspended: false } installation })
        {
            return (null, Refusal(installed, new TaskRequestResult.NotInstalled()));
        }

        var read = await gitHub.ReadRepositoryAsync(installation.Id, fullName, cancellationToken);
        if (read is not GitHubAnswer<RepositoryInfo>.Ok { Value: var repository })
        {
            return (null, Refusal(read, new TaskRequestResult.NotInstalled()));
        }

        var permission = await gitHub.ReadPermissionAsync(installation.Id, repository.Id, repository.FullName, callerId, cancellationToken);
        if (permission is not GitHubAnswer<ActorPermission>.Ok { Value: { MayCommand: true } })
        {
            return (null, permission is GitHubAnswer<ActorPermission>.Ok { Value.Permission: PermissionLevel.Read }
                ? new TaskRequestResult.NoWriteAccess()
                : Refusal(permission, new TaskRequestResult.NotInstalled()));
        }

        var asked = await gitHub.ReadIssueAsync(installation.Id, repository.FullName, number, cancellationToken);
        if (asked is not GitHubAnswer<IssueInfo>.Ok { Value: var issue })
        {
            return (null, Refusal(asked, new TaskRequestResult.NoSuchIssue()));
        }

        // A transferred issue answers from where it is now: another repository, often with another number.
        var isHere = issue.Number == number && issue.Url.Contains($"/{repository.FullName}/", StringComparison.OrdinalIgnoreCase);
        return isHere ? (new Place(installation.Id, repository, issue), null) : (null, new TaskRequestResult.NoSuchIssue());
    }

    private static TaskRequestResult Refusal<T>(GitHubAnswer<T> answer, TaskRequestResult missing) => answer switch
    {
        GitHubAnswer<T>.Ok => missing,
        GitHubAnswer<T>.No { Status: 404 or 410 } => missing,
        _ => new TaskRequestResult.GitHubUnavailable(),
    };
}
