using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Queue;

/// <summary>Works through accepted verbs. A row stays until its answer is in the outbox, so a restart loses none.</summary>
public sealed partial class ControlLoop(
    ControlDesk desk,
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate writes,
    TaskOutbox outbox,
    ControlSignal signal,
    ITurns turns,
    LoopStart loopStart,
    TimeProvider clock,
    ILogger<ControlLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TurnLength = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            await signal.WaitAsync(Poll, clock, stoppingToken);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await context.ControlRequests
            .Where(request => request.DueAt <= now)
            .OrderBy(request => request.CreatedAt)
            .Take(50)
            .ToListAsync(cancellationToken);
        foreach (var request in due)
        {
            var turn = $"control:{request.RepositoryId}:{request.CommentId}";
            if (await turns.TryTakeAsync(turn, TurnLength, cancellationToken))
            {
                await CarryOutAsync(request, cancellationToken);
                await turns.GiveBackAsync(turn, cancellationToken);
            }
        }
    }

    private async Task CarryOutAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        if (!await IsOpenAsync(request, cancellationToken))
        {
            return;
        }

        if (await desk.AnswerAsync(request, cancellationToken) is { } answer)
        {
            await FinishAsync(request, answer, cancellationToken);
        }
        else
        {
            await PostponeAsync(request, cancellationToken);
        }
    }

    /// <summary>Another instance may have carried it out between our look and our turn.</summary>
    private async Task<bool> IsOpenAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ControlRequests.AnyAsync(
            row => row.RepositoryId == request.RepositoryId && row.CommentId == request.CommentId && row.Tries == request.Tries, cancellationToken);
    }

    private Task FinishAsync(ControlRequest request, ControlAnswer answer, CancellationToken cancellationToken) => writes.WriteAsync(
        async (scope, token) =>
        {
            var target = new TaskOutbox.Target(
                request.TaskId, request.RepositoryId, $"{request.RepositoryOwner}/{request.RepositoryName}", request.InstallationId,
                request.IssueNumber, request.CommentId);
            Tell(scope, target, request.ActorId, answer);
            await scope.Db.ControlRequests
                .Where(row => row.RepositoryId == request.RepositoryId && row.CommentId == request.CommentId)
                .ExecuteDeleteAsync(token);
        },
        cancellationToken);

    private void Tell(WriteScope scope, TaskOutbox.Target target, long actorId, ControlAnswer answer)
    {
        if (answer is { IsRefused: true, Reply: { } refusal })
        {
            outbox.Refuse(scope, target, actorId, refusal);
            return;
        }

        outbox.React(scope, target, answer.IsDone ? "rocket" : "confused");
        if (answer.Reply is { } reply)
        {
            outbox.Reply(scope, target, reply);
        }
    }

    private Task PostponeAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, request.Tries + 1), LongestBackOff.TotalSeconds));
        var due = clock.GetUtcNow() + wait;
        return writes.WriteAsync(
            (scope, token) => scope.Db.ControlRequests
                .Where(row => row.RepositoryId == request.RepositoryId && row.CommentId == request.CommentId)
                .ExecuteUpdateAsync(
                    setters => setters.SetProperty(row => row.DueAt, due).SetProperty(row => row.Tries, row => row.Tries + 1), token),
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A round of control commands failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);
    }
}
