namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Waiting for hints with a net below.</summary>
public static class HintWaiting
{
    /// <summary>Returns at the next hint, or after <paramref name="atMost"/>; hints that have piled up count as one.</summary>
    public static async Task WaitAsync(this TaskChanges.Subscription hints, TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await hints.Hints.WaitToReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The poll's turn.
        }

        while (hints.Hints.TryRead(out _))
        {
        }
    }
}
