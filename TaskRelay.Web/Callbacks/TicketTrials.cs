using System.Collections.Concurrent;
using TaskRelay.Web.Security;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// Tickets that open nothing, by which a runner is tried: that a worker came with one shows that it was started and
/// reaches this server. It is refused like any stranger.
/// </summary>
public sealed class TicketTrials
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _expected = new(StringComparer.Ordinal);

    /// <summary>A trial ticket, and the task that ends when a worker comes with it.</summary>
    public (string Ticket, Task Arrival) Expect()
    {
        var ticket = SecretToken.Create("trt_");
        var arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _expected[KeyOf(ticket)] = arrival;
        return (ticket, arrival.Task);
    }

    /// <summary>Nobody is waited for any more.</summary>
    public void Forget(string ticket) => _expected.TryRemove(KeyOf(ticket), out _);

    /// <summary>A worker came with a ticket that no launch had.</summary>
    internal void Note(string ticket)
    {
        if (!_expected.IsEmpty && _expected.TryGetValue(KeyOf(ticket), out var arrival))
        {
            arrival.TrySetResult();
        }
    }

    private static string KeyOf(string ticket) => Convert.ToHexString(SecretToken.Hash(ticket));
}
