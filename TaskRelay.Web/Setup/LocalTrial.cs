using TaskRelay.Web.Callbacks;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Setup;

/// <summary>
/// Starts a real worker the way a task does, with a ticket that opens nothing: it has to call this server, be refused and
/// end. Nothing is stored.
/// </summary>
public sealed class LocalTrial(RunnerRegistry runners, TicketTrials tickets, InstanceIdentity instance, TimeProvider clock)
{
    /// <summary>A worker is there in a second; a busy machine may take its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>What was seen, and what to do about it; no remedy means that all went well.</summary>
    public async Task<(string Message, string? Remedy)> RunAsync(string name, CancellationToken cancellationToken)
    {
        var runner = runners.Find(name)!;
        var (ticket, arrival) = tickets.Expect();
        var order = new LaunchOrder(Guid.CreateVersion7(), 1, ticket);
        try
        {
            return await runner.LaunchAsync(order, cancellationToken) switch
            {
                LaunchResult.Started { Handle: var handle } => await FollowAsync(runner, Attempt(order, name, handle), arrival, cancellationToken),

                // It may have ended before it was looked at.
                LaunchResult.Failed when arrival.IsCompleted => Good(),
                LaunchResult.Failed { Reason: var reason } => (reason, "Mend what it says, and test again."),
                _ => throw new InvalidOperationException("A launch has two ends."),
            };
        }
        finally
        {
            tickets.Forget(ticket);
        }
    }

    private async Task<(string Message, string? Remedy)> FollowAsync(ITaskRunner runner, TaskAttempt attempt, Task arrival, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Patience;
        var isAlive = true;
        while (isAlive && clock.GetUtcNow() < until)
        {
            isAlive = await runner.ObserveAsync(attempt, cancellationToken) is WorkerState.Alive;
            if (isAlive)
            {
                await Task.Delay(Look, clock, cancellationToken);
            }
        }

        if (isAlive)
        {
            await runner.KillAsync(attempt, cancellationToken);
        }

        var arrived = arrival.IsCompleted;
        attempt.Outcome = arrived ? RelayTaskStatus.Succeeded : RelayTaskStatus.Failed;
        await runner.CleanAsync(attempt, cancellationToken);
        return (arrived, isAlive) switch
        {
            (true, false) => Good(),
            (true, true) => ("A worker was started and called this server, but did not end by itself when it was refused; it was killed.",
                "Look at Runners:Local:Command: a worker ends when its claim is answered with 401."),
            _ => ($"A worker was started and {(isAlive ? "was killed after " + Patience.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) + " seconds" : "ended")}, but never called this server.",
                $"Look at worker.log in the folder {attempt.TaskId:N}-1 below Runners:Local:WorkRoot, and at Runners:ServerUrl: it must lead to this very server."),
        };
    }

    private static (string Message, string? Remedy) Good() => ("A worker was started, called this server, was refused as it should be, and ended.", null);

    private TaskAttempt Attempt(LaunchOrder order, string runner, string handle) => new()
    {
        TaskId = order.TaskId,
        Number = order.Attempt,
        Runner = runner,
        Owner = instance.Node,
        StartedAt = clock.GetUtcNow(),
        LaunchDeadline = clock.GetUtcNow() + Patience,
        TicketHash = [],
        TicketExpiresAt = clock.GetUtcNow() + Patience,
        Handle = handle,
    };
}
