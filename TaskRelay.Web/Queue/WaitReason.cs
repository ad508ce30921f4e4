namespace TaskRelay.Web.Queue;

/// <summary>Why an admitted task waits, as its page and its comment say it, and what that means.</summary>
/// <param name="Example">How the words look.</param>
/// <param name="Meaning">What is behind it, and what ends it.</param>
public sealed record WaitReason(string Example, string Meaning)
{
    /// <summary>Every reason that the plan gives, in the order in which it looks.</summary>
    public static IReadOnlyList<WaitReason> All { get; } =
    [
        new("Paused: TaskRelay takes up no new work.", "An administrator paused this TaskRelay, or the administrators of the repository paused that. What waits is kept, and the time does not count as waiting."),
        new(Closed, "The operator lets nothing start."),
        new(SameIssue, "Tasks of one issue follow one another, so that they don't work on the same lines at once."),
        new(Running(2, 2), "All places of this TaskRelay are taken. Queue:MaxRunning says how many there are."),
        new(RepositoryFull(2), "The repository's places are taken. Its settings say how many there are, or Queue:MaxRunningPerRepository."),
        new(PersonFull(2), "The person's places are taken. Their settings say how many there are, or Queue:MaxRunningPerUser."),
    ];

    internal const string Closed = "Admission is closed: Queue:MaxRunning is 0.";

    internal const string SameIssue = "Another task of this issue is running.";

    internal static string Running(int running, int most) => $"{running} of {most} tasks are running.";

    internal static string RepositoryFull(int most) =>
        most == 1 ? "This repository has its one task running." : $"This repository has its {most} tasks running.";

    internal static string PersonFull(int most) => $"Who asked has {most} {(most == 1 ? "task" : "tasks")} running already.";
}
