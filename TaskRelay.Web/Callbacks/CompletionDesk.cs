using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>
/// Takes the report that ends an attempt. A repeat changes nothing and gets the same answer; whichever of a stop and a
/// report commits first wins, and a late report keeps its evidence and changes nothing else.
/// </summary>
public sealed class CompletionDesk(
    IWriteGate writes, TaskGate gate, TaskRequeue requeue, TaskEventWriter events, QueueSignal queue, StopSignal ended, TimeProvider clock)
{
    private const int MaxEvidence = 10;

    /// <summary>Stores a checked and redacted report. <paramref name="canonical"/> is its text before redaction, for comparing repeats.</summary>
    public Task<CompletionResult> CompleteAsync(
        Guid taskId, int attemptNumber, CompletionReport report, string canonical, int? pullRequest, CancellationToken cancellationToken) =>
        writes.WriteAsync(
            async (scope, token) =>
            {
                var attempt = await scope.Db.Attempts.FirstAsync(row => row.TaskId == taskId && row.Number == attemptNumber, token);
                var task = await scope.Db.Tasks.AsNoTracking().FirstAsync(row => row.Id == taskId, token);
                var result = attempt.Report is not null || attempt.EndedAt is not null || task.Attempt != attemptNumber
                    ? await RefuseLateAsync(scope, task, attempt, report, canonical, token)
                    : await EndAsync(scope, task, attempt, report, canonical, pullRequest, token);
                queue.SetAfterCommit(scope);
                ended.SetAfterCommit(scope);
                return result;
            },
            cancellationToken);

    private async Task<CompletionResult> EndAsync(
        WriteScope scope, RelayTask task, TaskAttempt attempt, CompletionReport report, string canonical, int? pullRequest, CancellationToken cancellationToken)
    {
        var reported = SnakeCase.Parse<RelayTaskStatus>(report.Status)!.Value;
        if (reported == RelayTaskStatus.Stopped && task.Status != RelayTaskStatus.Stopping)
        {
            return new CompletionResult.Conflict("invalid_transition", "Nobody asked this task to stop.");
        }

        var isStopping = task.Status == RelayTaskStatus.Stopping;
        var to = isStopping ? RelayTaskStatus.Stopped : reported;
        attempt.Report = canonical;
        await scope.Db.SaveChangesAsync(cancellationToken);
        if (attempt.LogDropped > 0)
        {
            await events.AppendNoteAsync(scope, task, $"{attempt.LogDropped} lines of output were not kept, because the log was full.", clock.GetUtcNow(), cancellationToken);
        }

        var error = to is RelayTaskStatus.Failed or RelayTaskStatus.TimedOut && report.Error is { } told ? new TaskError(told.Code, told.Message, told.Phase is { } phase && TaskPhases.All.Contains(phase) ? phase : null) : null;
        var again = error is null ? null : AutomaticRetry.At(task, report.Error!, clock.GetUtcNow(), requeue.LongestWait);
        var moved = await gate.MoveAsync(
            scope,
            new TaskMove
            {
                TaskId = task.Id,
                Attempt = task.Attempt,
                From = [task.Status],
                To = to,
                Reason = ReasonFor(to, report),
                Error = error,
                Evidence = isStopping ? EvidenceOf(report) : null,
                IsRetried = again is not null,
                Set = setters =>
                {
                    setters
                        .SetProperty(row => row.CommitSha, report.CommitSha ?? task.CommitSha)
                        .SetProperty(row => row.Branch, IsWorkBranch(report.Branch) ? report.Branch : task.Branch)
                        .SetProperty(row => row.PullRequestUrl, report.PrUrl ?? task.PullRequestUrl)
                        .SetProperty(row => row.PullRequestNumber, pullRequest ?? task.PullRequestNumber)
                        .SetProperty(row => row.Summary, report.Summary);
                    if (report.Usage is { } usage)
                    {
                        setters
                            .SetProperty(row => row.InputTokens, usage.InputTokens)
                            .SetProperty(row => row.OutputTokens, usage.OutputTokens)
                            .SetProperty(row => row.CostUsd, usage.CostUsd);
                    }
                },
            },
            cancellationToken);
        if (moved is not MoveResult.Moved { Task: var ended })
        {
            throw new InvalidOperationException($"The gate refused a move that it was read for: {moved}.");
        }

        if (again is { } at)
        {
            await requeue.QueueLaterAsync(scope, ended, at, AutomaticRetry.Words(report.Error!, at), cancellationToken);
        }

        return Answer(task.Id, to, isDuplicate: false);
    }

    private async Task<CompletionResult> RefuseLateAsync(
        WriteScope scope, RelayTask task, TaskAttempt attempt, CompletionReport report, string canonical, CancellationToken cancellationToken)
    {
        if (attempt.Report == canonical)
        {
            return Answer(task.Id, attempt.Outcome ?? task.Status, isDuplicate: true);
        }

        // Some of it is enough: nobody fills the store by repeating himself in other words.
        var kept = await scope.Db.History.CountAsync(
            row => row.TaskId == task.Id && row.Attempt == attempt.Number && row.Evidence != null, cancellationToken);
        if (kept < MaxEvidence)
        {
            scope.Db.History.Add(new TaskHistoryEntry
            {
                TaskId = task.Id,
                Attempt = attempt.Number,
                At = clock.GetUtcNow(),
                From = task.Status,
                To = task.Status,
                Reason = $"A report of attempt {attempt.Number} ({report.Status}) came after its end and changed nothing.",
                Evidence = EvidenceOf(report),
            });
            await scope.Db.SaveChangesAsync(cancellationToken);
        }

        return task.Attempt != attempt.Number
            ? new CompletionResult.Conflict("attempt_superseded", "A newer attempt of this task exists.")
            : new CompletionResult.Conflict("already_finished", "This attempt has ended already; the report is kept as evidence.");
    }

    /// <summary>The next attempt pushes to the branch that is stored here: a worker must not make that somebody else's.</summary>
    private static bool IsWorkBranch(string? branch) => branch?.StartsWith(RelayTask.BranchPrefix, StringComparison.Ordinal) is true;

    private static CompletionResult.Accepted Answer(Guid taskId, RelayTaskStatus status, bool isDuplicate) =>
        new(new CompletionAnswer(taskId, SnakeCase.Of(status), isDuplicate));

    private static string ReasonFor(RelayTaskStatus to, CompletionReport report) => to switch
    {
        RelayTaskStatus.Succeeded when report.PrUrl is not null => "The work is done and its pull request is open.",
        RelayTaskStatus.Succeeded => "The agent found nothing to change.",
        RelayTaskStatus.Stopped => "The worker has ended.",
        _ => report.Error?.Message ?? report.Status,
    };

    private static string EvidenceOf(CompletionReport report) => JsonSerializer.Serialize(
        new Evidence(report.Status, report.Branch, report.CommitSha, report.PrUrl), JsonSerializerOptions.Web);

    private sealed record Evidence(string Status, string? Branch, string? CommitSha, string? PrUrl);
}
