using System.Collections.Concurrent;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners.Fly.Wire;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Runs each worker in a Fly Machine of its own, which destroys itself at its end. What the server needs to find it
/// again stands in the Machine's metadata, so that a server that forgot its handle adopts it all the same.
/// </summary>
internal sealed partial class FlyRunner(
    FlyApi api,
    FlyLaunch launch,
    FlyWatch watch,
    FlyMachineOrders orders,
    IFlyAccounts accounts,
    InstanceIdentity instance,
    TimeProvider clock,
    ILogger<FlyRunner> logger) : ITaskRunner
{
    private const int DestroyTries = 3;
    private static readonly TimeSpan DestroyWait = TimeSpan.FromSeconds(2);

    /// <summary>A worker that was asked to end is not asked again at once.</summary>
    private static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(Guid, int), CancellationTokenSource> _launching = [];
    private readonly ConcurrentDictionary<(Guid, int), long> _asked = [];

    /// <inheritdoc />
    public string Name => "fly";

    /// <inheritdoc />
    public bool IsTiedToServer => false;

    /// <inheritdoc />
    public async Task<LaunchResult> LaunchAsync(LaunchOrder order, CancellationToken cancellationToken)
    {
        var found = await accounts.ForAsync(order.TaskId, cancellationToken);
        if (found is not FlyAccountAnswer.Found { Account: var account })
        {
            return new LaunchResult.Failed(((FlyAccountAnswer.Missing)found).Reason);
        }

        if (orders.Problems() is { Count: > 0 } problems)
        {
            return new LaunchResult.Failed(string.Join(' ', problems.Select(problem => $"{problem.Message} {problem.Remedy}")));
        }

        var key = (order.TaskId, order.Attempt);
        var ended = _launching[key] = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, cancellationToken);
        try
        {
            return await launch.RunAsync(account, order, orders.Make(account, order), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LaunchResult.Failed("The task ended while its Machine was being created.");
        }
        finally
        {
            if (_launching.TryRemove(KeyValuePair.Create(key, ended)))
            {
                ended.Dispose();
            }
        }
    }

    /// <inheritdoc />
    public async Task<WorkerState> ObserveAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        if (_launching.ContainsKey((attempt.TaskId, attempt.Number)))
        {
            return new WorkerState.Unknown("Its Machine is being created.");
        }

        return await AccountOfAsync(attempt, cancellationToken) switch
        {
            FlyAccountAnswer.Found found => await watch.LookAsync(found.Account, attempt, cancellationToken),
            FlyAccountAnswer.Missing missing => new WorkerState.Unknown(missing.Reason),
            _ => throw new InvalidOperationException("Unknown answer."),
        };
    }

    /// <inheritdoc />
    public async Task AskToEndAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var key = (attempt.TaskId, attempt.Number);
        if ((_asked.TryGetValue(key, out var last) && clock.GetElapsedTime(last) < AskedFor)
            || await AccountOfAsync(attempt, cancellationToken) is not FlyAccountAnswer.Found { Account: var account }
            || await watch.LookAsync(account, attempt, cancellationToken) is not WorkerState.Alive { Handle: var text }
            || FlyHandle.Parse(text) is not { } handle)
        {
            return;
        }

        if (await api.StopAsync(account, handle.MachineId, FlyMachineOrders.Stop, cancellationToken) is FlyAnswer<bool>.Ok)
        {
            _asked[key] = clock.GetTimestamp();
        }
    }

    /// <inheritdoc />
    public async Task KillAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        if (_launching.TryRemove((attempt.TaskId, attempt.Number), out var ended))
        {
            await ended.CancelAsync();
            ended.Dispose();
        }

        switch (await AccountOfAsync(attempt, cancellationToken))
        {
            case FlyAccountAnswer.Found { Account: var account }:
                foreach (var id in await MachinesOfAsync(account, attempt, cancellationToken))
                {
                    await DestroyAsync(account, attempt, id, cancellationToken);
                }

                break;
            case FlyAccountAnswer.Missing missing:
                Log.NoAccount(logger, attempt.TaskId, attempt.Number, missing.Reason);
                break;
        }
    }

    /// <inheritdoc />
    public Task CleanAsync(TaskAttempt attempt, CancellationToken cancellationToken)
    {
        // A Machine takes its disk along. One that does not go is the reconciler's.
        watch.Forget(attempt);
        _asked.TryRemove((attempt.TaskId, attempt.Number), out _);
        return Task.CompletedTask;
    }

    /// <summary>The account, with the app that the Machine was made in: the settings may name another by now.</summary>
    private async Task<FlyAccountAnswer> AccountOfAsync(TaskAttempt attempt, CancellationToken cancellationToken) =>
        await accounts.ForAsync(attempt.TaskId, cancellationToken) switch
        {
            FlyAccountAnswer.Found found when FlyHandle.Parse(attempt.Handle) is { } handle =>
                new FlyAccountAnswer.Found(found.Account with { AppName = handle.AppName }),
            var answer => answer,
        };

    /// <summary>The Machines that may still run for an attempt: the noted one, the one that claimed, and what Fly lists.</summary>
    private async Task<IReadOnlyCollection<string>> MachinesOfAsync(FlyAccount account, TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var known in new[] { FlyHandle.Parse(attempt.Handle)?.MachineId, FlyHandle.ClaimedBy(attempt) })
        {
            if (known is not null)
            {
                ids.Add(known);
            }
        }

        var marks = FlyMarks.Of(instance.Id, attempt.TaskId, attempt.Number);
        if (await api.ListAsync(account, marks, withDestroyed: false, cancellationToken) is FlyAnswer<IReadOnlyList<FlyMachine>>.Ok list)
        {
            ids.UnionWith(list.Value
                .Where(machine => !machine.IsDestroyed && FlyMarks.IsOf(machine, instance.Id, attempt.TaskId, attempt.Number))
                .Select(machine => machine.Id));
        }

        return ids;
    }

    private async Task DestroyAsync(FlyAccount account, TaskAttempt attempt, string id, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var answer = await api.DestroyAsync(account, id, cancellationToken);
            if (answer is FlyAnswer<bool>.Ok || answer.IsNotFound)
            {
                return;
            }

            if (tried == DestroyTries || answer is FlyAnswer<bool>.Refused { Refusal.Status: 401 or 403 })
            {
                Log.NotDestroyed(logger, attempt.TaskId, attempt.Number, id, answer.Trouble);
                return;
            }

            await Task.Delay(DestroyWait, clock, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Task {TaskId}, attempt {Attempt}: the Machine {Machine} could not be destroyed; it is tried again. {Trouble}")]
        public static partial void NotDestroyed(ILogger logger, Guid taskId, int attempt, string machine, string trouble);

        [LoggerMessage(2, LogLevel.Warning, "Task {TaskId}, attempt {Attempt}: its Machine can't be reached. {Reason}")]
        public static partial void NoAccount(ILogger logger, Guid taskId, int attempt, string reason);
    }
}
