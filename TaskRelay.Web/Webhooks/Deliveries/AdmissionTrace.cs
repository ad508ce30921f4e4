using System.Text.Json;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>
/// The way of a delivery's task through admission, told from what is stored of it: the last time that admission decided.
/// Nothing is asked of GitHub anew.
/// </summary>
public static class AdmissionTrace
{
    /// <summary>The rules in the order in which they are tried.</summary>
    /// <param name="task">What the delivery asked for.</param>
    /// <param name="moves">Its moves, oldest first.</param>
    public static IReadOnlyList<DecisionRule> Of(RelayTask task, IReadOnlyList<TaskHistoryEntry> moves)
    {
        var last = moves.LastOrDefault(move => move.To is RelayTaskStatus.Rejected or RelayTaskStatus.Running);
        if (task.Status == RelayTaskStatus.Queued && (last is null || last.Attempt < task.Attempt))
        {
            return [.. AdmissionRule.All.Select((rule, at) => Rule(
                rule, task.AdmittedAt is null ? DecisionTrace.NotReached : DecisionTrace.Passed, at == 0 ? task.WaitReason : null))];
        }

        // A task that was stopped while it waited, or that waited too long, was refused by no rule.
        var failed = last?.To == RelayTaskStatus.Rejected ? RuleOf(last.Evidence) : null;
        var decidedBy = failed is null ? -1 : AdmissionRule.All.ToList().FindIndex(rule => rule.Name == failed);
        var isUndecided = last is null || (last.To == RelayTaskStatus.Rejected && decidedBy < 0);
        return [.. AdmissionRule.All.Select((rule, at) => Rule(
            rule,
            isUndecided || (decidedBy >= 0 && at > decidedBy) ? DecisionTrace.NotReached : at == decidedBy ? DecisionTrace.Failed : DecisionTrace.Passed,
            at == decidedBy ? last!.Reason : null))];
    }

    private static DecisionRule Rule(AdmissionRule rule, string result, string? saw) => new(rule.Name, result, saw, rule.Meaning);

    private static string? RuleOf(string? evidence) =>
        evidence is null ? null : JsonDocument.Parse(evidence).RootElement.TryGetProperty("rule", out var rule) ? rule.GetString() : null;
}
