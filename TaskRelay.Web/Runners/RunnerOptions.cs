namespace TaskRelay.Web.Runners;

/// <summary>The <c>Runners</c> section.</summary>
public sealed class RunnerOptions
{
    public const string Section = "Runners";

    /// <summary>Runner of new tasks.</summary>
    public string Default { get; set; } = "local";

    /// <summary>Where workers call; by default the bound loopback port for local ones, <c>PublicUrl</c> for others.</summary>
    public string? ServerUrl { get; set; }

    public LocalRunnerOptions Local { get; set; } = new();
}
