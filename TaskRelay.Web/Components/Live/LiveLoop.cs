using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Live;

/// <summary>
/// Keeps a page up to date: looks again at each hint, at most four times a second, and every five seconds in case
/// hints were lost. Made before the page's first read, so that no change falls between the two.
/// </summary>
public sealed class LiveLoop : IAsyncDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly TaskChanges.Subscription _hints;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _ended = new();
    private Task? _running;

    public LiveLoop(TaskChanges.Subscription hints, TimeProvider clock)
    {
        (_hints, _clock) = (hints, clock);
        Ended = _ended.Token;
    }

    /// <summary>Cancelled when the page goes away; still to be asked then, by an answer to a question that was open.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Begins; called on the page's own context, on which each look then runs.</summary>
    public void Start(Func<CancellationToken, Task> look) => _running ??= RunAsync(look);

    /// <summary>Ends the loop and waits for it: no look runs after the page is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _hints.Dispose();
        if (_running is not null)
        {
            await _running;
        }

        _ended.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> look)
    {
        try
        {
            while (true)
            {
                await _hints.WaitAsync(Poll, _clock, Ended);
                await look(Ended);
                await Task.Delay(Gap, _clock, Ended);
            }
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
