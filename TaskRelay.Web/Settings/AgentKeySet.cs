namespace TaskRelay.Web.Settings;

/// <summary>The credentials of one agent for one person.</summary>
/// <param name="Values">By variable: what goes into the agent's environment.</param>
/// <param name="Missing">Variables that it can't do without, and that nobody has set.</param>
/// <param name="Unreadable">Variables whose own value can't be opened any more.</param>
/// <param name="Own">The rows behind the own values among <paramref name="Values"/>.</param>
public sealed record AgentKeySet(
    IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Missing, IReadOnlyList<string> Unreadable, IReadOnlyList<UserSecret> Own)
{
    /// <summary>For an agent that needs no key.</summary>
    public static readonly AgentKeySet None = new(new Dictionary<string, string>(), [], [], []);
}
