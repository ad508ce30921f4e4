namespace TaskRelay.Web.Queue;

/// <summary>Whether a person could use an agent now.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Models">Models that may be asked for; empty allows any.</param>
/// <param name="Model">The person's own choice; null leaves it to the agent.</param>
/// <param name="IsDefault">Used where nobody names one.</param>
/// <param name="WhyNot">Why it can't run; null when it can, or when that could not be found out.</param>
/// <param name="Doubt">Why it is not known whether it can.</param>
public sealed record AgentStanding(string Name, IReadOnlyList<string> Models, string? Model, bool IsDefault, string? WhyNot, string? Doubt)
{
    /// <summary>A task for it would be admitted, as far as the agent goes.</summary>
    public bool IsReady => WhyNot is null && Doubt is null;
}
