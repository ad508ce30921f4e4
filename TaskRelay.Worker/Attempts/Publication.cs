using TaskRelay.Contracts;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Git;
using TaskRelay.Worker.Protocol;
using TaskRelay.Worker.PullRequests;

namespace TaskRelay.Worker.Attempts;

/// <summary>Everything that leaves: checked, scanned, pushed, and shown as a pull request.</summary>
internal sealed class Publication(WorkerJob job, AttemptSecrets secrets, EventReporter events, ReportBuilder report)
{
    private const string Workflows = ".github/workflows/";

    /// <returns>The head that is now on the remote.</returns>
    public async Task<Outcome<string>> PushAsync(CleanRepository repository, StartPoint start, AttemptFolders folders, CancellationToken end)
    {
        if ((await repository.ImportAsync(folders.Bundle, start, end)).IsFailure(out var unusable, out var head))
            return unusable;
        if (await repository.ContainsSecretAsync(start, head, secrets, end))
        {
            return new AttemptFailure(
                ErrorCodes.SecretInChanges,
                "A secret that the worker holds stands in the changes, so nothing was pushed. Tell the agent not to write keys or tokens into files.");
        }
        events.Say($"Pushing {head[..12]} to {job.Branch}.");
        var pushed = await repository.PushAsync(head, job.Branch, end);
        if (pushed.Succeeded)
        {
            report.Pushed(head);
            return head;
        }
        var size = await repository.WritePatchAsync(folders.Patch, start, head, end);
        report.KeptPatch = size;
        var workflows = (await repository.ChangedPathsAsync(start.StartSha, head, end)).Where(path => path.StartsWith(Workflows, StringComparison.Ordinal)).ToList();
        return new AttemptFailure(ErrorCodes.PushRefused, workflows.Count > 0
            ? $"GitHub does not let TaskRelay change workflow files: {string.Join(", ", workflows.Take(20))}. The work is kept as a patch of {Spoken.Size(size)} on the runner. ({pushed.LastWords})"
            : $"The push was refused: {pushed.LastWords}. The work is kept as a patch of {Spoken.Size(size)} on the runner.");
    }

    /// <summary>Opens it, unless the task works on one that is open already.</summary>
    public async Task<Outcome<Pull>> OpenPullRequestAsync(RepositoryToken token, StartPoint start, AgentResult agent, ChangeSize size, CancellationToken end)
    {
        if (job.PullRequest.Number is { } number)
            return new Pull(number, $"{job.Repository.Url}/pull/{number}");
        using var pulls = new PullsClient(job, token, events);
        var body = secrets.Redact(PullRequestText.Compose(job.PullRequest, job.Agent.Name, agent, size));
        var opened = await pulls.OpenAsync(new NewPull(secrets.Redact(job.PullRequest.Title), job.Branch, start.BaseBranch, body), end);
        if (opened.IsFailure(out _, out var pull))
            return opened;
        events.Say($"Pull request {pull.HtmlUrl}");
        if (job.PullRequest.Reviewer is { } reviewer)
            await pulls.RequestReviewAsync(pull.Number, reviewer, end);
        return pull;
    }
}
