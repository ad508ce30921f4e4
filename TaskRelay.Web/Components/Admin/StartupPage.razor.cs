using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Components.Admin;

/// <summary>
/// Every check with what it saw and what to do. The first paint shows the round before; a new one begins then, and each
/// look is shown as it ends.
/// </summary>
public sealed partial class StartupPage(StartupChecks checks, AuthDiagnosis diagnosis) : AdminPage
{
    private readonly Dictionary<string, LookResult> _ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LookResult> _before = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _names = [];
    private StartupRound? _round;
    private StartupReport? _report;
    private AuthDiagnostics? _sign;
    private bool _isRunning;

    private sealed record Row(string Name, CheckResult? Result, TimeSpan? Took, bool IsPending);

    /// <summary>A look that is under way shows what it found the last time, if it looked before.</summary>
    private IEnumerable<Row> Rows => _names.SelectMany(name => _ended.TryGetValue(name, out var look)
        ? look.Found.Select(one => new Row(one.Name, one, look.Took, false))
        : _before.TryGetValue(name, out var old) && old.Found.Count > 0
            ? old.Found.Select(one => new Row(one.Name, one, null, true))
            : [new Row(name, null, null, true)]);

    /// <inheritdoc />
    protected override void Forget()
    {
        (_names, _round, _report, _sign) = ([], null, null, null);
        _ended.Clear();
        _before.Clear();
    }

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (_names.Count > 0)
        {
            return;
        }

        _names = checks.Names;
        if (checks.Latest is { Report.IsCompletedSuccessfully: true } latest)
        {
            _round = latest;
            _report = await latest.Report;
            foreach (var look in latest.Looks)
            {
                _ended[look.Key] = await look.Value;
            }
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !IsRefused)
        {
            await CheckAsync(anew: false);
            StateHasChanged();
        }
    }

    private Task CheckAgainAsync() => CheckAsync(anew: true);

    private Task CheckAsync(bool anew) => AdministerAsync(async (caller, stop) =>
    {
        var round = checks.Begin(anew);
        var sign = diagnosis.OfAsync(caller, stop);
        foreach (var (name, look) in _ended)
        {
            _before[name] = look;
        }

        _ended.Clear();
        (_round, _isRunning) = (round, true);
        StateHasChanged();
        try
        {
            await foreach (var look in Task.WhenEach(round.Looks.Values).WithCancellation(stop))
            {
                var ended = await look;
                _ended[ended.Name] = ended;
                StateHasChanged();
            }

            _report = await round.Report.WaitAsync(stop);
        }
        finally
        {
            _isRunning = false;
        }

        StateHasChanged();
        _sign = await sign;
    });
}
