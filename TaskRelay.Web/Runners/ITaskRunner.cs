using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners;

/// <summary>
/// Somewhere that workers run. A runner never decides about a task: it starts, looks and ends, and the queue decides
/// from what it says. Every call may be repeated; none throws for what can be expected of its platform.
/// </summary>
public interface ITaskRunner
{
    /// <summary>Name in the configuration and on tasks, such as <c>local</c>.</summary>
    string Name { get; }

    /// <summary>Only the server that launched a worker can reach it: no other instance looks after its end.</summary>
    bool IsTiedToServer { get; }

    /// <summary>
    /// Starts a worker for an attempt whose intent is stored. Called at most once for each attempt by one server; after
    /// a crash <see cref="ObserveAsync"/> is asked first.
    /// </summary>
    Task<LaunchResult> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken);

    /// <summary>Looks for the attempt's worker, with its handle or, where none was saved, by task and attempt.</summary>
    Task<WorkerState> ObserveAsync(TaskAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Asks the worker to end; it then reports by itself.</summary>
    Task AskToEndAsync(TaskAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Ends the worker and everything that it started, and returns when they are gone.</summary>
    Task KillAsync(TaskAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Removes what the attempt left behind, after its end.</summary>
    Task CleanAsync(TaskAttempt attempt, CancellationToken cancellationToken);
}
