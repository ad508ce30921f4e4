namespace TaskRelay.Simulator.State;

/// <summary>GitHub's repository roles, weakest first.</summary>
internal static class Roles
{
    private static readonly string[] Order = ["none", "read", "triage", "write", "maintain", "admin"];

    public const int Read = 1;
    public const int Triage = 2;
    public const int Write = 3;
    public const int Maintain = 4;
    public const int Admin = 5;

    public static int Rank(string role) =>
        Array.IndexOf(Order, role) is >= 0 and var rank ? rank : throw new ArgumentException($"{role} is no role.", nameof(role));

    /// <summary>The older, coarser word that the permission endpoint answers beside the role's name.</summary>
    public static string Legacy(string role) => role switch { "maintain" => "write", "triage" => "read", _ => role };
}
