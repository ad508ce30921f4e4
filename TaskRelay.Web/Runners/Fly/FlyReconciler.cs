using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Runners.Fly.Wire;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Destroys Machines that nobody needs any more: their attempt is over or unknown, or another Machine has it. What can't
/// be destroyed now is tried again in each round, for as long as Fly lists it.
/// </summary>
internal sealed partial class FlyReconciler(
    FlyApi api,
    IFlyAccounts accounts,
    InstanceIdentity instance,
    IDbContextFactory<RelayDbContext> contexts,
    LoopStart loopStart,
    TimeProvider clock,
    ILogger<FlyReconciler> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(2);

    /// <summary>A worker that has reported ends by itself.</summary>
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(60);

    /// <summary>One round over every account.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var account in await accounts.AllAsync(cancellationToken))
        {
            var answer = await api.ListAsync(account, FlyMarks.Of(instance.Id), withDestroyed: false, cancellationToken);
            if (answer is not FlyAnswer<IReadOnlyList<FlyMachine>>.Ok list)
            {
                Log.NotListed(logger, account.AppName, answer.Trouble);
                continue;
            }

            foreach (var machine in list.Value.Where(machine => !machine.IsDestroyed && FlyMarks.IsOf(machine, instance.Id)))
            {
                if (await WhyOrphanAsync(machine, cancellationToken) is { } why)
                {
                    await DestroyAsync(account, machine, why, cancellationToken);
                }
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            await Task.Delay(Period, clock, stoppingToken);
        }
    }

    /// <summary>Why the Machine is to go; null while it may work.</summary>
    private async Task<string?> WhyOrphanAsync(FlyMachine machine, CancellationToken cancellationToken)
    {
        if (FlyMarks.AttemptOf(machine, instance.Id) is not var (taskId, number))
        {
            return "it names no attempt";
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var attempt = await context.Attempts.FirstOrDefaultAsync(row => row.TaskId == taskId && row.Number == number, cancellationToken);
        return attempt switch
        {
            // The row is written before the Machine is made.
            null => "its attempt is unknown",
            { EndedAt: { } ended } => clock.GetUtcNow() - ended > EndGrace ? "its attempt is over" : null,
            // Who loses the claim ends by itself; this is for one that hangs.
            _ when FlyHandle.ClaimedBy(attempt) is { } worker && worker != machine.Id => "another Machine has its attempt",
            _ => null,
        };
    }

    private async Task DestroyAsync(FlyAccount account, FlyMachine machine, string why, CancellationToken cancellationToken)
    {
        var answer = await api.DestroyAsync(account, machine.Id, cancellationToken);
        if (answer is FlyAnswer<bool>.Ok || answer.IsNotFound)
        {
            Log.Destroyed(logger, account.AppName, machine.Id, why);
        }
        else
        {
            Log.NotDestroyed(logger, account.AppName, machine.Id, why, answer.Trouble);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A round over Fly's Machines failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "The Machines of {App} can't be listed; orphans among them live on until they can. {Trouble}")]
        public static partial void NotListed(ILogger logger, string app, string trouble);

        [LoggerMessage(3, LogLevel.Warning, "Destroyed the Machine {App}/{Machine}: {Why}.")]
        public static partial void Destroyed(ILogger logger, string app, string machine, string why);

        [LoggerMessage(4, LogLevel.Error, "The Machine {App}/{Machine} can't be destroyed, though {Why}; it is tried again. {Trouble}")]
        public static partial void NotDestroyed(ILogger logger, string app, string machine, string why, string trouble);
    }
}
