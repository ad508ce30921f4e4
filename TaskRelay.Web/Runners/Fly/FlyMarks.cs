using System.Globalization;
using TaskRelay.Web.Runners.Fly.Wire;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>How Machines are marked as this instance's, and a task's: by metadata, and by a name that only one can have.</summary>
internal static class FlyMarks
{
    private const string Instance = "taskrelay_instance";
    private const string Task = "taskrelay_task";
    private const string Attempt = "taskrelay_attempt";

    /// <summary>Marks of every Machine of an instance.</summary>
    public static IReadOnlyDictionary<string, string> Of(string instance) => new Dictionary<string, string> { [Instance] = instance };

    /// <summary>Marks of an attempt's Machine.</summary>
    public static IReadOnlyDictionary<string, string> Of(string instance, Guid taskId, int attempt) => new Dictionary<string, string>
    {
        [Instance] = instance,
        [Task] = taskId.ToString("N"),
        [Attempt] = attempt.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The name of an attempt's Machine.</summary>
    public static string NameOf(string instance, Guid taskId, int attempt) =>
        string.Create(CultureInfo.InvariantCulture, $"tr-{instance}-{taskId:N}-{attempt}");

    /// <summary>Whether the Machine is that attempt's.</summary>
    public static bool IsOf(FlyMachine machine, string instance, Guid taskId, int attempt) => machine.Metadata is { } metadata
        ? Of(instance, taskId, attempt).All(mark => metadata.GetValueOrDefault(mark.Key) == mark.Value)
        // While its host can't be asked Fly may know the name alone.
        : machine.Name == NameOf(instance, taskId, attempt);

    /// <summary>The attempt that an instance's Machine was made for; null when its marks say nothing.</summary>
    public static (Guid TaskId, int Attempt)? AttemptOf(FlyMachine machine, string instance) =>
        machine.Metadata is { } metadata
        && metadata.GetValueOrDefault(Instance) == instance
        && Guid.TryParseExact(metadata.GetValueOrDefault(Task), "N", out var task)
        && int.TryParse(metadata.GetValueOrDefault(Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? (task, attempt)
            : null;

    /// <summary>It carries the instance's mark.</summary>
    public static bool IsOf(FlyMachine machine, string instance) => machine.Metadata?.GetValueOrDefault(Instance) == instance;
}
