namespace TaskRelay.Web.Loops;

/// <summary>
/// When a loop may begin. Not before the server listens: what a loop asks for may call back, and the first round of
/// each loop makes the runtime compile code that would keep the first webhooks after a crash waiting.
/// </summary>
internal static class HostStart
{
    /// <summary>Ends once the server listens.</summary>
    public static async Task WaitForStartAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
