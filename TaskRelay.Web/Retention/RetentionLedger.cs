using System.Collections.Concurrent;

namespace TaskRelay.Web.Retention;

/// <summary>What retention keeps, and what the last looks did since this process started.</summary>
public sealed class RetentionLedger(IEnumerable<IRetentionRule> rules)
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, int Deleted, bool HasFailed)> _looks = new();

    /// <summary>Every kind of rows, in the order in which they are swept.</summary>
    public IReadOnlyList<RetentionState> Current =>
        [.. rules.Select(rule => _looks.TryGetValue(rule.Name, out var look)
            ? new RetentionState(rule.Name, rule.Setting, rule.Days, look.At, look.Deleted, look.HasFailed)
            : new RetentionState(rule.Name, rule.Setting, rule.Days, null, 0, false))];

    internal void Swept(IRetentionRule rule, DateTimeOffset at, int deleted, bool hasFailed) => _looks[rule.Name] = (at, deleted, hasFailed);
}
