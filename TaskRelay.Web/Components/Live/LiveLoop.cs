using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Live;

/// <summary>
/// Keeps a page up to date: looks again at each hint, at most four times a second, and every five seconds in case
/// hints were lost. Made before the page's first read, so that no change falls between the two.
/// </summary>
public sealed class LiveLoop(TaskChanges.Subscription hints, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private Task? _running;

    /// <summary>Cancelled when the page goes away.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Begins; called on the page's own context, on which each look then runs.</summary>
    public void Start(Func<CancellationToken, Task> look) => _running ??= RunAsync(look);

    /// <summary>Ends the loop and waits for it: no look runs after the page is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        hints.Dispose();
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
                await hints.WaitAsync(Poll, clock, _ended.Token);
                await look(_ended.Token);
                await Task.Delay(Gap, clock, _ended.Token);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}
