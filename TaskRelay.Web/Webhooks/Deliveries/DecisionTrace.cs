using TaskRelay.Web.Commands;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>
/// The way of a delivery through the inbox's rules, told from what is stored of it: each outcome and reason belongs to
/// one rule, those before it let the delivery through and those behind it were not asked.
/// </summary>
public static class DecisionTrace
{
    internal const string Passed = "passed";
    internal const string Failed = "failed";
    internal const string NotReached = "not_reached";

    /// <summary>The rules in the order in which they are tried: the inbox's, then admission's where there is a task.</summary>
    public static IReadOnlyList<DecisionRule> Of(Delivery delivery, RelayTask? task, IReadOnlyList<TaskHistoryEntry> moves) =>
        delivery.Outcome == DeliveryOutcome.Accepted && task is not null && task.CommentId == delivery.CommentId
            ? [.. Of(delivery), .. AdmissionTrace.Of(task, moves)]
            : Of(delivery);

    /// <summary>The inbox's rules.</summary>
    public static IReadOnlyList<DecisionRule> Of(Delivery delivery)
    {
        var rules = Rules(delivery);
        var decidedBy = Array.FindIndex(rules, rule => rule.Rule == DecidingRule(delivery));
        return [.. rules.Select((rule, index) => rule with
        {
            Result = decidedBy < 0 || index < decidedBy ? Passed : index == decidedBy ? Failed : NotReached,
        })];
    }

    /// <summary>The rule that ended it; null when it went through all of them.</summary>
    private static string? DecidingRule(Delivery delivery) => delivery.Outcome switch
    {
        DeliveryOutcome.Ignored => delivery.Reason switch
        {
            IgnoreReasons.EventNotUsed => "event_used",
            IgnoreReasons.NotCreated => "comment_created",
            IgnoreReasons.BotAuthor => "author_is_person",
            IgnoreReasons.NoCommand => "has_mention",
            IgnoreReasons.MentionNotFirst => "mention_first",
            _ => null,
        },
        DeliveryOutcome.Rejected => "command_understood",
        DeliveryOutcome.Duplicate => "first_of_its_comment",
        DeliveryOutcome.Failed => "processed",
        _ => null,
    };

    private static DecisionRule[] Rules(Delivery delivery)
    {
        var common = new[]
        {
            delivery.Source == DeliverySource.Webhook
                ? Rule("signature", "HMAC-SHA-256 over the raw bytes", "The signature fits the body and one of the active secrets.")
                : Rule("read_from_github", "GitHub's list of comments", "The App read the comment itself: no webhook of it had come."),
            Rule("event_used", With(delivery.Event, delivery.Action), "The event is one that TaskRelay acts on."),
        };
        if (delivery.Event != WebhookEvents.IssueComment)
        {
            return [.. common, Rule("processed", delivery.Reason, "It was stored without a fault.")];
        }

        return
        [
            .. common,
            Rule("comment_created", delivery.Action, "The comment is new: edits and deletions start nothing."),
            Rule("author_is_person", Id("user", delivery.SenderId), "A person wrote it, neither a bot nor an App."),
            Rule("has_mention", null, "It names TaskRelay outside quotes, code and hidden text."),
            Rule("mention_first", null, "The mention stands at the start of a line."),
            Rule("command_understood", delivery.Outcome == DeliveryOutcome.Rejected ? delivery.Reason : null, RefusalWords),
            Rule("first_of_its_comment", Id("comment", delivery.CommentId), "No other delivery of this comment came before."),
            Rule("processed", delivery.Outcome == DeliveryOutcome.Failed ? delivery.Reason : null, "It was stored without a fault."),
        ];
    }

    private static string RefusalWords =>
        $"Agent and flags are known and have values that they take (else {RefusalReasons.UnknownAgent}, {RefusalReasons.UnknownFlag} or {RefusalReasons.InvalidFlagValue}).";

    private static DecisionRule Rule(string name, string? saw, string meaning) => new(name, NotReached, saw, meaning);

    private static string With(string name, string? action) => action is null ? name : $"{name}.{action}";

    private static string? Id(string what, long? id) => id is null ? null : $"{what} {id}";
}
