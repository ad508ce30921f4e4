using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What waits and why, what runs, and whether new work is taken up; live.</summary>
public sealed partial class QueuePage(QueueQueries queue, PauseQueries pauseQueries, PauseStore store, PauseTargets targets, TaskQueries tasks) : AdminPage
{
    private const int MaxRunning = 50;

    private Dictionary<string, string[]> _errors = [];
    private PauseState? _pauses;
    private QueueStanding? _standing;
    private TaskListing? _running;
    private string? _reason;
    private string? _repository;
    private string? _repositoryReason;

    /// <inheritdoc />
    protected override Guid? Watched => null;

    /// <inheritdoc />
    protected override void Forget() => (_pauses, _standing, _running) = (null, null, null);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var running = await tasks.ListAsync(caller, new TaskFilter { Statuses = TaskStates.AtWork }, new TaskSort(TaskSortKey.Created, IsAscending: true), MaxRunning, null, cancellationToken);
        var standing = await queue.StandingAsync(cancellationToken);
        (_pauses, _standing, _running) = (await pauseQueries.StateAsync(cancellationToken), standing, running);
    }

    private Task PauseAsync() => AdministerAsync(async (caller, stop) =>
    {
        _errors = Check("reason", _reason);
        if (_errors.Count == 0)
        {
            await store.PauseAsync(PauseTarget.Everything, PauseReason.Read(_reason), caller.Actor(), stop);
            _reason = null;
            await RefreshAsync();
        }
    });

    private Task ResumeAsync() => AdministerAsync(async (caller, stop) =>
    {
        await store.ResumeAsync(PauseTarget.Everything, caller.Actor(), stop);
        Tell("New work is taken up again.");
        await RefreshAsync();
    });

    private Task PauseRepositoryAsync() => AdministerAsync(async (caller, stop) =>
    {
        _errors = Check("repositoryReason", _repositoryReason);
        if (_errors.Count == 0 && await FindAsync(_repository, stop) is { } target)
        {
            await store.PauseAsync(target, PauseReason.Read(_repositoryReason), caller.Actor(), stop);
            (_repository, _repositoryReason) = (null, null);
            await RefreshAsync();
        }
    });

    private Task ResumeRepositoryAsync(string repository) => AdministerAsync(async (caller, stop) =>
    {
        _errors = [];
        if (await FindAsync(repository, stop) is { } target)
        {
            await store.ResumeAsync(target, caller.Actor(), stop);
            Tell($"New work of {SafeText.Of(repository)} is taken up again.");
            await RefreshAsync();
        }
    });

    /// <summary>The repository of that name; else what is wrong stands beside the field.</summary>
    private async Task<PauseTarget?> FindAsync(string? fullName, CancellationToken cancellationToken)
    {
        if (fullName?.Trim().Split('/') is not [{ Length: > 0 } owner, { Length: > 0 } name])
        {
            _errors["repository"] = ["Must be a repository, as owner/name."];
            return null;
        }

        switch (await targets.FindAsync(owner, name, cancellationToken))
        {
            case GitHubAnswer<PauseTarget>.Ok(var target):
                return target;
            case GitHubAnswer<PauseTarget>.Unavailable(var message, _):
                _errors["repository"] = [$"GitHub could not be asked for this repository: {SafeText.Of(message)}"];
                return null;
            default:
                _errors["repository"] = ["The GitHub App is not installed on a repository of this name."];
                return null;
        }
    }

    private static Dictionary<string, string[]> Check(string field, string? reason) =>
        PauseReason.Problem(reason) is { } problem ? new() { [field] = [problem] } : [];

    private static IReadOnlyList<FigureTile> Tiles(QueueStanding standing) =>
    [
        new("Running", $"{standing.Running} of {standing.MaxRunning}", "running", TaskStatusLook.Of(Tasks.RelayTaskStatus.Running).Icon),
        new("In line", $"{standing.Admitted}", "queued", TaskStatusLook.Of(Tasks.RelayTaskStatus.Queued).Icon),
        new("Not admitted yet", $"{standing.Unadmitted}"),
        new("At once, one person", $"{standing.MaxPerUser}"),
        new("At once, one repository", $"{standing.MaxPerRepository}"),
        .. standing.Runners.Select(runner => new FigureTile($"On runner {runner.Name}", $"{runner.Running}", "accent", Icons.Material.Rounded.Memory)),
    ];
}
