namespace TaskRelay.Web.Loops;

/// <summary>
/// When a loop may begin. Not before the server listens: what a loop asks for may call back. And a breath later, where
/// one is asked for: the first round of each loop makes the runtime compile code, which would keep the first webhooks
/// after a crash waiting.
/// </summary>
/// <param name="lifetime">Tells that the server listens.</param>
/// <param name="breath">How long the requests have the machine for themselves.</param>
/// <param name="clock">Measures it.</param>
public sealed class LoopStart(IHostApplicationLifetime lifetime, TimeSpan breath, TimeProvider clock)
{
    /// <summary>What a server that is started by an operator leaves to the requests.</summary>
    public static readonly TimeSpan Served = TimeSpan.FromSeconds(1);

    /// <summary>Ends when loops may begin.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
        await Task.Delay(breath, clock, cancellationToken);
    }
}
