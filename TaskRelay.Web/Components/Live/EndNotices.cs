using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Live;

/// <summary>
/// Hands ends of its reader's own tasks to the browser, which shows them while no page is in sight. Where nobody wants
/// that it asks for nothing but the switch, and seldom.
/// </summary>
public sealed partial class EndNotices(
    BrowserNotices notices, TaskChanges changes, SessionQueries sessions, IJSRuntime browser, TimeProvider clock, ILogger<EndNotices> logger)
    : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan OffPace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

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
        var since = clock.GetUtcNow();
        using var hints = changes.Subscribe();
        try
        {
            while (true)
            {
                var isOn = false;
                try
                {
                    (isOn, since) = await TellAsync(since, stop);
                }
                catch (Exception exception) when (!stop.IsCancellationRequested)
                {
                    // The next look tells it.
                    Log.Unreadable(logger, exception);
                }

                await (isOn ? hints.WaitAsync(Poll, clock, stop) : Task.Delay(OffPace, clock, stop));
                await Task.Delay(Gap, clock, stop);
            }
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is OperationCanceledException or JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    private async Task<(bool IsOn, DateTimeOffset Since)> TellAsync(DateTimeOffset since, CancellationToken stop)
    {
        if (await sessions.CurrentAsync((await Authentication).User, stop) is not { } caller || !await notices.AreWantedAsync(caller.Id, stop))
        {
            return (false, clock.GetUtcNow());
        }

        foreach (var end in await notices.EndedAsync(caller.Id, since, stop))
        {
            await browser.InvokeVoidAsync(
                "taskRelayNotices.show", stop, $"{end.TaskId}:{end.Attempt}", $"{TaskStatusLook.Of(end.Status).Text}: {end.Title}", $"{end.Repository}#{end.Issue}", $"/tasks/{end.TaskId}");
            since = end.EndedAt;
        }

        return (true, since);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Ends for a browser's notices could not be read or told.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
