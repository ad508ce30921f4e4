using System.Reflection;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>
/// Runs every look side by side. Anyone may ask, so callers at the same moment share one round, which is good for two
/// seconds.
/// </summary>
public sealed partial class StartupChecks(IEnumerable<IStartupCheck> checks, TimeProvider clock, ILogger<StartupChecks> logger)
{
    /// <summary>For each look.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly IStartupCheck[] _checks = [.. checks];
    private StartupRound? _round;

    /// <summary>TaskRelay's version, without the commit that a build appends.</summary>
    public static string Version { get; } = typeof(StartupChecks).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>The looks, in their order.</summary>
    public IReadOnlyList<string> Names { get; } = [.. checks.Select(check => check.Name)];

    /// <summary>The round that was begun last, by whomever; null before the first.</summary>
    public StartupRound? Latest
    {
        get
        {
            lock (_gate)
            {
                return _round;
            }
        }
    }

    /// <summary>The report with all that was found.</summary>
    public Task<StartupReport> RunAsync(CancellationToken cancellationToken) => Begin().Report.WaitAsync(cancellationToken);

    /// <summary>A round to watch: the one under way, one that has just ended, or a new one.</summary>
    /// <param name="anew">Whether one that has ended won't do: a person who mended something asks what is now.</param>
    public StartupRound Begin(bool anew = false)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_round is null || _round.Report.IsFaulted || (_round.Report.IsCompleted && (anew || now - _round.BegunAt >= Kept)))
            {
                var looks = _checks.ToDictionary(check => check.Name, check => Task.Run(() => LookAsync(check)), StringComparer.Ordinal);
                _round = new StartupRound(now, looks, ReportAsync(_checks.Select(check => looks[check.Name])));
            }

            return _round;
        }
    }

    private static async Task<StartupReport> ReportAsync(IEnumerable<Task<LookResult>> looks)
    {
        var results = await Task.WhenAll(looks);
        var all = results.SelectMany(look => look.Found).ToList();
        var status = all.Any(one => one is { Required: true, Status: CheckStatus.Fail }) ? StartupStatus.NotReady
            : all.All(one => one.Status == CheckStatus.Pass) ? StartupStatus.Ready
            : StartupStatus.Degraded;
        return new StartupReport(status, Version, all);
    }

    private async Task<LookResult> LookAsync(IStartupCheck check)
    {
        var begun = clock.GetTimestamp();
        var found = await RunOneAsync(check);
        return new LookResult(check.Name, clock.GetElapsedTime(begun), found);
    }

    private async Task<IReadOnlyList<CheckResult>> RunOneAsync(IStartupCheck check)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            // A look may wait in a call that takes no token: it is left behind then.
            return await check.RunAsync(limit.Token).WaitAsync(Patience, clock);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return [new(check.Name, check.WhenUnfinished, check.IsRequired,
                $"This could not be found out within {Patience.TotalSeconds:0} seconds.", "Ask again; if it stays so, the machine or its disk is overloaded.")];
        }
#pragma warning disable CA1031 // Whatever is broken in one look, the others are still told: that is when they are needed most.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Broken(logger, check.Name, exception);
            return [new(check.Name, check.WhenUnfinished, check.IsRequired, "This could not be found out.", "The server's log has the cause.")];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The start-up check {Name} broke.")]
        public static partial void Broken(ILogger logger, string name, Exception exception);
    }
}
