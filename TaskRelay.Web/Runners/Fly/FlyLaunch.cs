using TaskRelay.Web.Data;
using TaskRelay.Web.Runners.Fly.Wire;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Creates the Machine of one attempt, at most one. Its name can't be given twice, and where an answer was lost it is
/// looked for before it is asked for again, so that a repeat finds the first one.
/// </summary>
internal sealed partial class FlyLaunch(FlyApi api, InstanceIdentity instance, TimeProvider clock, ILogger<FlyLaunch> logger)
{
    /// <summary>Well within the launch deadline, which leaves the rest for the Machine's start.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Creates it or finds it; the result's handle names it.</summary>
    public async Task<LaunchResult> RunAsync(FlyAccount account, LaunchOrder order, FlyCreateRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var wait = FirstWait;
        while (true)
        {
            var answer = await api.CreateAsync(account, request, cancellationToken);
            FlyVerdict verdict;
            switch (answer)
            {
                case FlyAnswer<FlyMachine>.Ok { Value.Id.Length: > 0 } ok:
                    return Started(account, ok.Value);
                case FlyAnswer<FlyMachine>.Refused refused:
                    verdict = FlyRefusals.Judge(refused.Refusal, account);
                    break;
                default:
                    verdict = new FlyVerdict.Unclear($"{(answer.Trouble.Length > 0 ? answer.Trouble : "Fly's answer names no Machine")}.", null);
                    break;
            }

            TimeSpan? after = null;
            string reason;
            switch (verdict)
            {
                case FlyVerdict.Final final:
                    return new LaunchResult.Failed(final.Reason);
                case FlyVerdict.NameTaken taken:
                    var (found, foreign) = await ResolveAsync(account, order, taken.MachineId, cancellationToken);
                    if (found is not null || foreign is not null)
                    {
                        return found is null ? new LaunchResult.Failed(foreign!) : Started(account, found);
                    }

                    reason = "Fly says that the Machine exists, and does not show it.";
                    break;
                case FlyVerdict.Unclear unclear:
                    (reason, after) = (unclear.Reason, unclear.After);
                    if (await FindAsync(account, order, cancellationToken) is { } lost)
                    {
                        return Started(account, lost);
                    }

                    break;
                default:
                    var later = (FlyVerdict.Later)verdict;
                    (reason, after) = (later.Reason, later.After);
                    break;
            }

            var next = after > wait ? after.Value : wait;
            if (clock.GetElapsedTime(started) + next > Patience)
            {
                return new LaunchResult.Failed($"No Machine could be created for {Patience.TotalMinutes} minutes. {reason}");
            }

            Log.TriesAgain(logger, order.TaskId, order.Attempt, next, reason);
            await Task.Delay(next, clock, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private static LaunchResult.Started Started(FlyAccount account, FlyMachine machine) => new(new FlyHandle(account.AppName, machine.Id).ToString());

    /// <summary>Who has the name: our own Machine, made by a call whose answer was lost, or somebody else's.</summary>
    private async Task<(FlyMachine? Ours, string? Foreign)> ResolveAsync(
        FlyAccount account, LaunchOrder order, string? machineId, CancellationToken cancellationToken)
    {
        if (machineId is null)
        {
            return (await FindAsync(account, order, cancellationToken), null);
        }

        if (await api.GetAsync(account, machineId, cancellationToken) is not FlyAnswer<FlyMachine>.Ok { Value: var machine })
        {
            return (await FindAsync(account, order, cancellationToken), null);
        }

        return FlyMarks.IsOf(machine, instance.Id, order.TaskId, order.Attempt)
            ? (machine, null)
            : (null, $"The Machine {machineId} in {account.AppName} has the name that this attempt needs, and is not ours. Destroy it.");
    }

    private async Task<FlyMachine?> FindAsync(FlyAccount account, LaunchOrder order, CancellationToken cancellationToken)
    {
        var marks = FlyMarks.Of(instance.Id, order.TaskId, order.Attempt);
        return await api.ListAsync(account, marks, withDestroyed: false, cancellationToken) is FlyAnswer<IReadOnlyList<FlyMachine>>.Ok list
            ? list.Value.FirstOrDefault(machine => machine.MayRun && FlyMarks.IsOf(machine, instance.Id, order.TaskId, order.Attempt))
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {TaskId}, attempt {Attempt}: no Machine yet, tried again in {Wait}. {Reason}")]
        public static partial void TriesAgain(ILogger logger, Guid taskId, int attempt, TimeSpan wait, string reason);
    }
}
