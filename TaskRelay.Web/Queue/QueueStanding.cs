using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Queue;

/// <summary>The queue as it stands.</summary>
/// <param name="Running">How many attempts run or are stopping.</param>
/// <param name="MaxRunning">How many may.</param>
/// <param name="MaxPerUser">How many of one person may.</param>
/// <param name="MaxPerRepository">How many of one repository may.</param>
/// <param name="Admitted">How many tasks stand in line.</param>
/// <param name="Unadmitted">How many are still being looked at: whether GitHub lets them.</param>
/// <param name="Waiting">The first of those in line, next first, then the first of the others.</param>
/// <param name="Runners">What each runner has to do.</param>
public sealed record QueueStanding(
    int Running, int MaxRunning, int MaxPerUser, int MaxPerRepository, int Admitted, int Unadmitted, IReadOnlyList<WaitingTask> Waiting, IReadOnlyList<RunnerUse> Runners);

/// <summary>A task that waits.</summary>
/// <param name="Id">The task.</param>
/// <param name="Place">Its place in line, from 1; null while it is not admitted.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="IssueNumber">The issue.</param>
/// <param name="Title">The issue's title.</param>
/// <param name="By">Login of who asked.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="QueuedAt">Since when it waits.</param>
/// <param name="ExpiresAt">When it is given up; a pause moves that on.</param>
/// <param name="Why">Why it waits, in a sentence.</param>
public sealed record WaitingTask(
    Guid Id, int? Place, string Repository, int IssueNumber, string Title, string By, TaskPriority Priority, int Attempt,
    DateTimeOffset QueuedAt, DateTimeOffset? ExpiresAt, string Why);

/// <summary>A runner's work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Running">Attempts that run on it or are stopping.</param>
public sealed record RunnerUse(string Name, int Running);
