using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Layout;

namespace TaskRelay.Web.Components.Live;

/// <summary>Leaves a page, whichever it is, when its session has ended elsewhere: a circuit would go on for hours.</summary>
public sealed partial class SessionWatch(SessionQueries sessions, NavigationManager navigation, TimeProvider clock, ILogger<SessionWatch> logger)
    : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private Task? _running;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        if (_running is not null)
        {
            await _running;
        }

        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _running ??= RunAsync();

    private async Task RunAsync()
    {
        var stop = _ended.Token;
        try
        {
            while (true)
            {
                await Task.Delay(Pace, clock, stop);
                if (!await IsAliveAsync(stop))
                {
                    navigation.NavigateTo(SignInAddress.For(navigation), forceLoad: true);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private async Task<bool> IsAliveAsync(CancellationToken stop)
    {
        try
        {
            return await sessions.CurrentAsync((await Authentication).User, stop) is not null;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            // Not being able to look says nothing of the session; each act looks for itself.
            Log.Unreadable(logger, exception);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "An open page's session could not be looked up.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
