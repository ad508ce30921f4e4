using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Queue;

/// <summary>Applies verdicts to queued tasks: admitted, rejected, or waiting with the reason shown.</summary>
public sealed partial class TaskAdmission(
    AdmissionPolicy policy,
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate writes,
    TaskGate gate,
    TaskOutbox outbox,
    TaskChanges changes,
    ITurns turns,
    TimeProvider clock,
    ILogger<TaskAdmission> logger)
{
    private const int Parallel = 4;
    private static readonly TimeSpan TurnLength = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);

    /// <summary>Judges every queued task whose time has come. One that breaks harms only itself.</summary>
    public async Task AdmitAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await context.Tasks
            .Where(task => task.Status == RelayTaskStatus.Queued && task.AdmittedAt == null && task.NextAdmissionAt <= now)
            .OrderBy(task => task.NextAdmissionAt)
            .ThenBy(task => task.Id)
            .Take(100)
            .ToListAsync(cancellationToken);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            waiting,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (task, token) => await AdmitInTurnAsync(task, token));
    }

    /// <summary>Each task is asked about by one instance only: GitHub counts the questions.</summary>
    private async Task AdmitInTurnAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var turn = $"admit:{task.Id:N}";
        if (await turns.TryTakeAsync(turn, TurnLength, cancellationToken))
        {
            await AdmitAsync(task, cancellationToken);
            await turns.GiveBackAsync(turn, cancellationToken);
        }
    }

    /// <summary>Judges one task and stores the verdict. True when it may run.</summary>
    public async Task<bool> AdmitAsync(RelayTask task, CancellationToken cancellationToken)
    {
        using var step = RelayTelemetry.Step("admit", task);
        AdmissionVerdict verdict;
        try
        {
            verdict = await policy.JudgeAsync(task, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Broke(logger, task.Id, exception);
            verdict = new AdmissionVerdict.Undecided("The check itself failed; see the server's log.", null);
        }

        await writes.WriteAsync((scope, token) => StoreAsync(scope, task, verdict, token), cancellationToken);
        step?.SetTag("taskrelay.verdict", verdict.GetType().Name);
        Log.Judged(logger, task.Id, verdict.GetType().Name);
        return verdict is AdmissionVerdict.Admitted;
    }

    private async Task StoreAsync(WriteScope scope, RelayTask task, AdmissionVerdict verdict, CancellationToken cancellationToken)
    {
        switch (verdict)
        {
            case AdmissionVerdict.Admitted yes:
                await UpdateAsync(scope, task, setters => setters
                    .SetProperty(row => row.AdmittedAt, clock.GetUtcNow())
                    .SetProperty(row => row.InstallationId, yes.InstallationId)
                    .SetProperty(row => row.CreatedByLogin, yes.ActorLogin)
                    .SetProperty(row => row.Branch, yes.HeadBranch ?? task.Branch)
                    .SetProperty(row => row.BaseBranch, yes.BaseBranch ?? task.BaseBranch)
                    .SetProperty(row => row.PullRequestNumber, yes.HeadBranch is null ? task.PullRequestNumber : task.IssueNumber)
                    .SetProperty(row => row.WaitReason, (string?)null), cancellationToken);
                break;
            case AdmissionVerdict.Refused no:
                await gate.MoveAsync(
                    scope,
                    new TaskMove
                    {
                        TaskId = task.Id,
                        Attempt = task.Attempt,
                        From = [RelayTaskStatus.Queued],
                        To = RelayTaskStatus.Rejected,
                        Reason = no.Message,
                        Error = new TaskError(no.Code, no.Message),
                        Evidence = JsonSerializer.Serialize(new RefusedBy(no.Rule), JsonSerializerOptions.Web),
                    },
                    cancellationToken);
                break;
            case AdmissionVerdict.Undecided later:
                var next = NextTry(task, later.RetryAt);
                await UpdateAsync(scope, task, setters => setters
                    .SetProperty(row => row.AdmissionTries, task.AdmissionTries + 1)
                    .SetProperty(row => row.NextAdmissionAt, next)
                    .SetProperty(row => row.WaitReason, later.Reason), cancellationToken);
                outbox.TaskChanged(scope, task);
                break;
        }

        changes.PublishAfterCommit(scope, task.Id);
    }

    private static Task UpdateAsync(
        WriteScope scope, RelayTask task, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<RelayTask>> set, CancellationToken cancellationToken) =>
        scope.Db.Tasks
            .Where(row => row.Id == task.Id && row.Attempt == task.Attempt && row.Status == RelayTaskStatus.Queued)
            .ExecuteUpdateAsync(set, cancellationToken);

    private DateTimeOffset NextTry(RelayTask task, DateTimeOffset? told)
    {
        var seconds = Math.Min(Math.Pow(2, Math.Min(task.AdmissionTries, 10)), LongestBackOff.TotalSeconds);
        var ours = clock.GetUtcNow().AddSeconds(seconds);
        return told > ours ? told.Value : ours;
    }

    /// <summary>Kept with the move, for the trace of the delivery.</summary>
    private sealed record RefusedBy(string Rule);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Task {TaskId} judged at admission: {Verdict}.")]
        public static partial void Judged(ILogger logger, Guid taskId, string verdict);

        [LoggerMessage(2, LogLevel.Error, "Admission of task {TaskId} broke.")]
        public static partial void Broke(ILogger logger, Guid taskId, Exception exception);
    }
}
