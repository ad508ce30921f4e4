using TaskRelay.Contracts;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Cage;
using TaskRelay.Worker.Git;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;
using TaskRelay.Worker.PullRequests;

namespace TaskRelay.Worker.Attempts;

/// <summary>The phases of one attempt, in order, and the report that they end in.</summary>
internal sealed class AttemptRun(
    WorkerJob job,
    ServerClient server,
    AttemptSecrets secrets,
    EventReporter events,
    AttemptFolders folders,
    MarkedProcesses processes)
{
    private readonly RepositoryToken _token = new(server, secrets, job.Token);
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private readonly ReportBuilder _report = new(job, secrets);
    private string _phase = TaskPhases.Preparing;

    /// <returns>Null when the attempt is not ours any more and nothing is to be said.</returns>
    public async Task<CompletionReport?> RunAsync(CancellationToken end)
    {
        using var limit = new CancellationTokenSource();
        try
        {
            return await RunPhasesAsync(limit, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return events.Fenced.IsCancellationRequested ? null : _report.Stopped();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return _report.TimedOut($"The time limit of {Spoken.Duration(TimeLimit)} was reached before the agent had started.", _phase);
        }
#pragma warning disable CA1031 // The last line: whatever broke, the task is to learn of it.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(secrets.Redact(broken.ToString()));
            return _report.Failed(new AttemptFailure(ErrorCodes.Internal, $"The worker failed: {broken.Message}"), _phase);
        }
        finally
        {
            await processes.KillAllAsync(CancellationToken.None);
        }
    }

    private TimeSpan TimeLimit => TimeSpan.FromSeconds(job.Limits.TimeoutSeconds);

    /// <summary>Counted from the attempt's beginning, as the server does: what cloning took is not the agent's.</summary>
    private TimeSpan TimeLeft
    {
        get
        {
            var left = TimeLimit - TimeProvider.System.GetElapsedTime(_started);
            return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
        }
    }

    private async Task<CompletionReport> RunPhasesAsync(CancellationTokenSource limit, CancellationToken end)
    {
        limit.CancelAfter(TimeLeft);
        using var early = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end);
        if (AgentInstallation.Find(job.Agent).IsFailure(out var failure, out var installation))
            return _report.Failed(failure, _phase);
        folders.Create(BubblewrapCage.User, BubblewrapCage.RunsAsRoot);
        if ((await CageChoice.MakeAsync(job, installation, folders, early.Token)).IsFailure(out failure, out var cage))
            return _report.Failed(failure, _phase);
        events.Say($"The agent {job.Agent.Name} runs in {cage.Description}.");

        Enter(TaskPhases.Cloning, $"Cloning {job.Repository.FullName}.");
        var repository = Open(folders.Repository);
        if ((await repository.CloneAsync(job.BaseBranch, job.Branch, early.Token)).IsFailure(out failure, out var start))
            return _report.Failed(failure, _phase);
        if ((await new Workspace(cage, folders, job.Commit).CheckOutAsync(early.Token)).IsFailure(out failure, out var workspace))
            return _report.Failed(failure, _phase);
        if ((await BaseSettings.RestoreAsync(job, repository, workspace, start, events, early.Token)).IsFailure(out failure, out var settings))
            return _report.Failed(failure, _phase);
        if ((await workspace.SetAsideAsync(job.Agent.SetAside, events, early.Token)).IsFailure(out failure, out _))
            return _report.Failed(failure, _phase);
        if ((await new AgentHome(folders, cage).FillAsync(job, early.Token)).IsFailure(out failure, out _))
            return _report.Failed(failure, _phase);
        events.Say($"The work begins at {start.StartSha[..12]} of {(start.BranchExists ? job.Branch : start.BaseBranch)}.");
        CrashPoints.Pass(CrashPoints.AfterClone);

        Enter(TaskPhases.RunningAgent, $"{job.Agent.Name} works.");
        limit.CancelAfter(Timeout.InfiniteTimeSpan); // From here on the agent's run keeps the time.
        var environment = AgentEnvironment.Build(job.Agent, installation, cage, folders.Root);
        string[] arguments = [.. installation.LeadingArguments, .. AgentCommandLine.Arguments(job.Agent, job.Prompt)];
        var spec = cage.Enter(installation.Program, arguments, environment, job.Agent.Network);
        if ((await new AgentRun(events, secrets, processes).RunAsync(spec, job.Prompt, job.Agent, TimeLeft, end)).IsFailure(out failure, out var agent))
            return _report.Failed(failure, _phase);
        _report.Agent = agent;
        events.SayCut();
        CrashPoints.Pass(CrashPoints.AfterAgent);
        if (!agent.TimedOut && agent.Outcome.Error is { } error)
            return _report.Failed(new AttemptFailure(error.Code, error.Message), _phase);
        if (!agent.TimedOut && !agent.Outcome.Succeeded)
            return _report.Failed(new AttemptFailure(ErrorCodes.AgentFailed, $"The agent ended with exit code {agent.ExitCode}."), _phase);

        Enter(TaskPhases.Pushing, "Looking at what the agent changed.");
        var saved = await new WorkSaver(workspace, settings, job.Agent.SetAside, events).SaveAsync(start, job.Commit, folders.Bundle, end);
        // Filters and the like, planted by the agent, have run again just now.
        await processes.KillAllAsync(CancellationToken.None);
        if (saved.IsFailure(out failure, out var work))
            return agent.TimedOut ? _report.TimedOut($"{LimitReached} {failure.Message}", _phase) : _report.Failed(failure, _phase);
        return await PublishAsync(cage, repository, start, work, agent, end);
    }

    private string LimitReached => $"The time limit of {Spoken.Duration(TimeLimit)} was reached.";

    private async Task<CompletionReport> PublishAsync(ICage cage, CleanRepository repository, StartPoint start, SavedWork work, AgentResult agent, CancellationToken end)
    {
        await _token.EnsureFreshAsync(end);
        var publication = new Publication(job, secrets, events, _report);
        var head = start.StartSha;
        if (work.HasChanges)
        {
            // Nothing that an uncaged agent could reach is used with a token in hand.
            if (!cage.Protects)
            {
                repository = Open(folders.FreshRepository);
                if ((await repository.CloneAsync(job.BaseBranch, job.Branch, end)).IsFailure(out var failed, out _))
                    return _report.Failed(failed, _phase);
            }
            if ((await publication.PushAsync(repository, start, folders, end)).IsFailure(out var failure, out head))
            {
                return agent.TimedOut
                    ? _report.TimedOut($"{LimitReached} {failure.Message}", _phase)
                    : _report.Failed(failure, _phase);
            }
            CrashPoints.Pass(CrashPoints.AfterPush);
        }

        var size = await repository.MeasureAsync(start, head, end);
        if (agent.TimedOut)
        {
            return _report.TimedOut(work.HasChanges
                ? $"{LimitReached} The work so far ({size}) is on the branch {job.Branch}."
                : $"{LimitReached} The agent had changed nothing.", TaskPhases.RunningAgent);
        }
        // An earlier attempt may have pushed without living to open the pull request: what counts is the branch.
        if (size.Files == 0 || (!work.HasChanges && job.PullRequest.Number is not null))
            return _report.NothingChanged();

        _report.Pushed(head);
        Enter(TaskPhases.OpeningPullRequest, "Opening the pull request.");
        if ((await publication.OpenPullRequestAsync(_token, start, agent, size, end)).IsFailure(out var refused, out var pull))
            return _report.Failed(refused, _phase);
        CrashPoints.Pass(CrashPoints.AfterPullRequest);
        return _report.Succeeded(pull.HtmlUrl, size);
    }

    private CleanRepository Open(string folder)
    {
        Directory.CreateDirectory(folder);
        return new CleanRepository(new CleanGit(folder, new Uri(job.CloneUrl)), new RemoteCalls(_token, events));
    }

    private void Enter(string phase, string message)
    {
        _phase = phase;
        events.Phase(phase, message);
    }
}
