namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>This machine's clock beside GitHub's, which judges the App's tokens.</summary>
internal sealed class ClockCheck(AppProbe probe) : IStartupCheck
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(60);

    public string Name => "clock";

    public bool IsRequired => false;

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        const string remedy = "Let the machine set its clock from the network (timedatectl set-ntp true).";
        return (await probe.AskAsync(cancellationToken))?.Skew switch
        {
            null => [CheckResult.Warn(Name, false, "The clock was not compared: GitHub did not answer.", "Nothing has to be done if GitHub answers again.")],
            { } skew when skew.Duration() > Allowed =>
                [CheckResult.Warn(Name, false, $"This machine's clock is {skew.Duration().TotalSeconds:0} seconds {(skew > TimeSpan.Zero ? "behind" : "ahead of")} GitHub's: GitHub refuses tokens from the future.", remedy)],
            _ => [CheckResult.Pass(Name, false, "The clock agrees with GitHub's.")],
        };
    }
}
