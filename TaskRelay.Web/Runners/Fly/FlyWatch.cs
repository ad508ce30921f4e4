using System.Collections.Concurrent;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners.Fly.Wire;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Looks for an attempt's Machine. Fly's lists have been empty while Machines ran, and a new Machine may not be shown
/// for a while: one that is not shown counts as gone only after three looks over a minute, and never while its worker calls.
/// </summary>
internal sealed class FlyWatch(FlyApi api, InstanceIdentity instance, TimeProvider clock)
{
    private const int LooksForAbsence = 3;

    private static readonly TimeSpan TimeForAbsence = TimeSpan.FromSeconds(60);

    /// <summary>Looks come from several sides in one sweep; they share one question.</summary>
    private static readonly TimeSpan KeptShortly = TimeSpan.FromSeconds(1);

    /// <summary>While Fly can't be asked no sweep may be held up by asking for each task.</summary>
    private static readonly TimeSpan KeptInTrouble = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<(Guid, int), Look> _looks = [];

    /// <summary>What is seen of the attempt's worker.</summary>
    public async Task<WorkerState> LookAsync(FlyAccount account, TaskAttempt attempt, CancellationToken cancellationToken)
    {
        var key = (attempt.TaskId, attempt.Number);
        var last = _looks.GetValueOrDefault(key);
        if (last is not null && clock.GetElapsedTime(last.At) < (last.IsTrouble ? KeptInTrouble : KeptShortly))
        {
            return last.State;
        }

        var look = await AskAsync(account, attempt, last, cancellationToken);
        _looks[key] = look;
        return look.State;
    }

    /// <summary>The attempt is over; nothing more is remembered of it.</summary>
    public void Forget(TaskAttempt attempt) => _looks.TryRemove((attempt.TaskId, attempt.Number), out _);

    private async Task<Look> AskAsync(FlyAccount account, TaskAttempt attempt, Look? last, CancellationToken cancellationToken)
    {
        if ((FlyHandle.ClaimedBy(attempt) ?? FlyHandle.Parse(attempt.Handle)?.MachineId) is { } id)
        {
            var answer = await api.GetAsync(account, id, cancellationToken);
            if (answer is FlyAnswer<FlyMachine>.Ok { Value: var machine })
            {
                return Seen(Judge(account, machine));
            }

            if (!answer.IsNotFound)
            {
                return Trouble(answer.Trouble);
            }
        }

        var marks = FlyMarks.Of(instance.Id, attempt.TaskId, attempt.Number);
        var listed = await api.ListAsync(account, marks, withDestroyed: true, cancellationToken);
        if (listed is not FlyAnswer<IReadOnlyList<FlyMachine>>.Ok list)
        {
            return Trouble(listed.Trouble);
        }

        var ours = list.Value.Where(machine => FlyMarks.IsOf(machine, instance.Id, attempt.TaskId, attempt.Number)).ToList();
        return (ours.FirstOrDefault(machine => machine.MayRun) ?? ours.FirstOrDefault()) is { } found
            ? Seen(Judge(account, found))
            : Absent(attempt, last);
    }

    private Look Absent(TaskAttempt attempt, Look? last)
    {
        var now = clock.GetTimestamp();
        var (first, count) = last is { Absences: > 0 } ? (last.FirstAbsence, last.Absences + 1) : (now, 1);
        var isCalling = attempt.LeaseUntil > clock.GetUtcNow();
        var isGone = count >= LooksForAbsence && clock.GetElapsedTime(first, now) >= TimeForAbsence && !isCalling;
        WorkerState state = isGone
            ? new WorkerState.Gone("Fly has no Machine of this attempt any more.")
            : new WorkerState.Unknown("Fly does not show the Machine.");
        return new Look(state, now, IsTrouble: false, count, first);
    }

    private Look Seen(WorkerState state) => new(state, clock.GetTimestamp(), IsTrouble: false, 0, 0);

    /// <summary>No answer is no look: absences before it are not counted on.</summary>
    private Look Trouble(string reason) => new(new WorkerState.Unknown($"{reason}."), clock.GetTimestamp(), IsTrouble: true, 0, 0);

    private static WorkerState Judge(FlyAccount account, FlyMachine machine) => machine.MayRun
        ? new WorkerState.Alive(new FlyHandle(account.AppName, machine.Id).ToString())
        : new WorkerState.Gone(FlyExit.Words(machine));

    private sealed record Look(WorkerState State, long At, bool IsTrouble, int Absences, long FirstAbsence);
}
