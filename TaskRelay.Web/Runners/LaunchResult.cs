namespace TaskRelay.Web.Runners;

/// <summary>What became of a launch.</summary>
public abstract record LaunchResult
{
    private LaunchResult()
    {
    }

    /// <summary>A worker runs; the handle finds it again.</summary>
    public sealed record Started(string Handle) : LaunchResult;

    /// <summary>Nothing runs, and the reason is for people.</summary>
    public sealed record Failed(string Reason) : LaunchResult;
}
