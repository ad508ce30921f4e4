namespace TaskRelay.Simulator.State;

/// <summary>An account: a person, an organization (which has no token) or the App's bot.</summary>
public sealed record SimulatedUser(long Id, string Login, string Name, string Type, string? Token)
{
    /// <summary>The address that GitHub gives commits of people who hide theirs.</summary>
    public string Email => $"{Id}+{Login}@users.noreply.github.com";

    internal bool IsPerson => Type == "User";
}
