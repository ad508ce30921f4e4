using Microsoft.Extensions.Options;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners.Local;

/// <summary>
/// Runs workers as detached processes on this machine. They are sessions of their own, so that they outlive the server
/// and are adopted by the next one, found by number and start time or by the marker in their environment.
/// </summary>
public sealed partial class LocalRunner(
    WorkerProcess processes, InstanceIdentity instance, IOptionsMonitor<RunnerOptions> options, TimeProvider clock, ILogger<LocalRunner> logger)
    : ITaskRunner
{
    /// <summary>How often the process table is looked at while a kill takes hold.</summary>
    private static readonly TimeSpan KillRound = TimeSpan.FromMilliseconds(100);

    private const int KillRounds = 100;

    /// <inheritdoc />
    public string Name => "local";

    /// <inheritdoc />
    public bool IsTiedToServer => true;

    /// <inheritdoc />
    public async Task<LaunchResult> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        var folder = FolderOf(order.TaskId, order.Attempt);
        try
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var pid = await processes.StartAsync(order.Ticket, MarkerOf(order.TaskId, order.Attempt), folder, cancellationToken);
            return LocalHandle.Of(pid) is { } handle
                ? new LaunchResult.Started(handle.ToString())
                : new LaunchResult.Failed($"The worker ended at once; see {WorkerProcess.LogName} in its work folder.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            Log.LaunchFailed(logger, order.TaskId, order.Attempt, exception);
            return new LaunchResult.Failed($"The worker could not be started: {exception.Message}");
        }
    }

    /// <inheritdoc />
    public Task<WorkerState> ObserveAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        WorkerState state = WorkerOf(attempt) is { } handle ? new WorkerState.Alive(handle.ToString())
            : instance.IsOurs(attempt.Owner) ? new WorkerState.Gone()
            : new WorkerState.Unknown($"It was started by the instance {attempt.Owner}.");
        return Task.FromResult(state);
    }

    /// <inheritdoc />
    public Task AskToEndAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        if (WorkerOf(attempt) is { } handle)
        {
            Signals.Ask(handle.Pid);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task KillAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        for (var round = 0; round < KillRounds; round++)
        {
            if (HandleOf(attempt) is { IsAlive: true } handle)
            {
                Signals.EndGroup(handle.Pid);
                Signals.End(handle.Pid);
            }

            // What left the group still has the marker; a process that forks while it is hunted needs another round.
            var marked = ProcessTable.WithVariable(WorkerEnvironment.Marker, MarkerOf(attempt.TaskId, attempt.Number));
            foreach (var pid in marked)
            {
                Signals.End(pid);
            }

            if (marked.Count == 0 && HandleOf(attempt) is not { IsAlive: true })
            {
                return;
            }

            await Task.Delay(KillRound, clock, cancellationToken);
        }

        Log.StillAlive(logger, attempt.TaskId, attempt.Number);
    }

    /// <inheritdoc />
    public Task CleanAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt.TaskId, attempt.Number);
        if (!Directory.Exists(folder))
        {
            return Task.CompletedTask;
        }

        if (attempt.Outcome == RelayTaskStatus.Succeeded)
        {
            Directory.Delete(folder, recursive: true);
            return Task.CompletedTask;
        }

        // The log and a patch of work that could not be pushed stay for a person; clones do not.
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            Directory.Delete(inner, recursive: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>Another instance's process number means nothing on this machine; its marker does, where it is the same one.</summary>
    private LocalHandle? HandleOf(TaskAttempt attempt) => instance.IsOurs(attempt.Owner) ? LocalHandle.Parse(attempt.Handle) : null;

    /// <summary>
    /// The living worker. The marker finds it for a server that was killed between the start and the saved handle, and
    /// where the handle is that of a second launch, which the first one's claim has sent away.
    /// </summary>
    private LocalHandle? WorkerOf(TaskAttempt attempt) =>
        HandleOf(attempt) is { IsAlive: true } saved ? saved
            : ProcessTable.WithVariable(WorkerEnvironment.Marker, MarkerOf(attempt.TaskId, attempt.Number))
                // Its children carry the marker too, and may outlive it; the server's address is the worker's alone.
                .Where(pid => ProcessTable.HasVariable(pid, WorkerEnvironment.Url))
                .Select(LocalHandle.Of)
                .OfType<LocalHandle>()
                .OrderBy(handle => handle.Start)
                .ThenBy(handle => handle.Pid)
                .FirstOrDefault();

    private string FolderOf(Guid taskId, int attempt) =>
        Path.Combine(Path.GetFullPath(options.CurrentValue.Local.WorkRoot), $"{taskId:N}-{attempt}");

    private string MarkerOf(Guid taskId, int attempt) => $"{instance.Id}/{taskId:N}/{attempt}";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The worker of task {TaskId}, attempt {Attempt}, could not be started.")]
        public static partial void LaunchFailed(ILogger logger, Guid taskId, int attempt, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Processes of task {TaskId}, attempt {Attempt}, survive being killed.")]
        public static partial void StillAlive(ILogger logger, Guid taskId, int attempt);
    }
}
