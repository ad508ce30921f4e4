using System.Collections.Frozen;

namespace TaskRelay.Web.Auth;

/// <summary>Which repositories a caller's GitHub account can push to.</summary>
public abstract record Reach
{
    private Reach()
    {
    }

    /// <summary>An administrator: every one.</summary>
    public sealed record Everything : Reach;

    /// <summary>These.</summary>
    public sealed record Repositories(FrozenSet<long> Ids) : Reach;

    /// <summary>GitHub could not be asked: nothing but what is the caller's own may be shown.</summary>
    public sealed record Unknown : Reach;

    /// <summary>Whether a repository is within.</summary>
    public bool Covers(long repositoryId) => this switch
    {
        Everything => true,
        Repositories(var ids) => ids.Contains(repositoryId),
        _ => false,
    };
}
