using System.Data.Common;
using TaskRelay.Rig.Traffic;

namespace TaskRelay.Rig.Checks;

/// <summary>Holds what was acknowledged against what is stored.</summary>
internal sealed class LedgerCheck(DeliveryLedger ledger, IStoreCheck store, Verdict verdict)
{
    /// <summary>After a kill: the store is sound, and everything acknowledged so far is there once.</summary>
    public async Task AfterKillAsync(int life, CancellationToken cancellationToken)
    {
        try
        {
            await CompareAsync(life, cancellationToken);
        }
        catch (DbException exception)
        {
            // Not even read: then nothing of what was promised is there.
            foreach (var line in ledger.Read())
            {
                verdict.Lost($"delivery {line.Delivery}, answered {line.Status} {line.Outcome} by life {line.Life}: the store can't be read");
            }

            throw new RunEndedException($"after kill {life}: {exception.Message}");
        }
    }

    private async Task CompareAsync(int life, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenLeftAsync(cancellationToken);
        foreach (var fault in await store.IntegrityAsync(connection, cancellationToken))
        {
            verdict.Broken($"after kill {life}: {fault}");
        }

        var reader = new StoreReader(connection);
        var deliveries = await reader.DeliveriesAsync(cancellationToken);
        var tasks = await reader.TasksAsync(cancellationToken);
        var (stored, known) = (deliveries.ToHashSet(), tasks.Select(task => task.Id).ToHashSet());
        foreach (var line in ledger.Read())
        {
            if (!stored.Contains(line.Delivery))
            {
                verdict.Lost($"delivery {line.Delivery}, answered {line.Status} {line.Outcome} by life {line.Life}");
            }
            else if (line.TaskId is { } task && !known.Contains(task))
            {
                verdict.Lost($"task {task}, named in the answer to delivery {line.Delivery} by life {line.Life}");
            }
        }

        foreach (var twice in deliveries.CountBy(id => id).Where(pair => pair.Value > 1))
        {
            verdict.Doubled($"delivery {twice.Key} is stored {twice.Value} times");
        }

        foreach (var twice in tasks.Where(task => task.CommentId is not null).CountBy(task => (task.RepositoryId, task.CommentId)).Where(pair => pair.Value > 1))
        {
            verdict.Doubled($"comment {twice.Key.CommentId} has {twice.Value} tasks");
        }

        foreach (var twice in (await reader.DoubledClaimsAsync(cancellationToken)).Concat(await reader.DoubledEndsAsync(cancellationToken)))
        {
            verdict.Doubled(twice);
        }
    }

    /// <summary>At the end: each command that was acknowledged has one task, which the app accepted once.</summary>
    public async Task AtEndAsync(IReadOnlyList<Command> commands, CancellationToken cancellationToken)
    {
        await using var connection = await store.OpenLeftAsync(cancellationToken);
        var tasks = (await new StoreReader(connection).TasksAsync(cancellationToken)).ToLookup(task => (task.RepositoryId, task.CommentId));
        var lines = ledger.Read().Where(line => line.CommentId is not null).ToLookup(line => (line.RepositoryId!.Value, line.CommentId));
        foreach (var command in commands)
        {
            var key = (command.RepositoryId, (long?)command.CommentId);
            if (lines[key].Any() && !tasks[key].Any())
            {
                verdict.Lost($"the task of comment {command.CommentId} in {command.Repository}");
            }

            // Several lines of one delivery are its repeats: a redelivery may be told "accepted" by nobody but the first.
            var accepted = lines[key].Where(line => line.Outcome == "accepted").Select(line => line.Delivery).Distinct().Count();
            if (accepted > 1)
            {
                verdict.Doubled($"comment {command.CommentId} in {command.Repository} was accepted {accepted} times");
            }
        }
    }
}
