using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Auth;

/// <summary>A permission that an endpoint asks for, for Apps by name and level, for people by role.</summary>
internal readonly record struct Need(string Permission, AccessLevel Level, int Role)
{
    public static readonly Need Metadata = new("metadata", AccessLevel.Read, Roles.Read);
    public static readonly Need IssuesRead = new("issues", AccessLevel.Read, Roles.Read);

    /// <summary>Whoever can see an issue may write to it; what belongs to others is checked where it is changed.</summary>
    public static readonly Need IssuesWrite = new("issues", AccessLevel.Write, Roles.Read);
    public static readonly Need PullsRead = new("pull_requests", AccessLevel.Read, Roles.Read);
    public static readonly Need PullsWrite = new("pull_requests", AccessLevel.Write, Roles.Write);
    public static readonly Need ContentsRead = new("contents", AccessLevel.Read, Roles.Read);
    public static readonly Need ContentsWrite = new("contents", AccessLevel.Write, Roles.Write);

    public static readonly Need ChecksRead = new("checks", AccessLevel.Read, Roles.Read);

    public static AccessLevel Parse(string? level) => level switch
    {
        "read" => AccessLevel.Read,
        "write" => AccessLevel.Write,
        "admin" => AccessLevel.Admin,
        _ => AccessLevel.None,
    };
}
