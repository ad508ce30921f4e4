using System.Threading.Channels;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>Wakes one loop at once, however often it is set in between.</summary>
public abstract class WakeSignal
{
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Wakes the loop, now or when it next waits.</summary>
    public void Set() => _wishes.Writer.TryWrite(true);

    /// <summary>Wakes the loop, and that of every other instance, once the work that gives it something to do is durable.</summary>
    public void SetAfterCommit(WriteScope scope)
    {
        scope.AfterCommit(Set);
        scope.Announce(OtherInstances.Woken(this));
    }

    /// <summary>Waits for the signal, at most so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _wishes.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The poll's turn.
        }
    }
}
