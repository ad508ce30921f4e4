namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>One rule that a delivery was held against.</summary>
/// <param name="Rule">Stable name, such as <c>author_is_person</c>.</param>
/// <param name="Result"><c>passed</c>, <c>failed</c>, or <c>not_reached</c> because an earlier rule decided.</param>
/// <param name="Saw">What the rule looked at.</param>
/// <param name="Meaning">What the rule asks, in words.</param>
public sealed record DecisionRule(string Rule, string Result, string? Saw, string Meaning);
