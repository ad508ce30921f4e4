using System.Diagnostics;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Tasks.Requests;

/// <summary>Makes tasks that no comment asks for: the same for the API and the pages.</summary>
public sealed class TaskRequestDesk(
    TaskRequestRules rules,
    TaskRequestKeys keys,
    RequestedIssues issues,
    TaskDefaults defaults,
    TaskCreation creation,
    AuditLog audit,
    IWriteGate writes,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<QueueLimits> limits,
    IOptionsMonitor<RunnerOptions> runners,
    TimeProvider clock)
{
    /// <summary>Makes the task, or says why not. Nothing is stored with a refusal, so that its key can be used again.</summary>
    public async Task<TaskRequestResult> PlaceAsync(TaskRequest request, TaskRequester by, CancellationToken cancellationToken)
    {
        if (rules.Check(request) is { Count: > 0 } errors)
        {
            return new TaskRequestResult.Invalid(errors);
        }

        var fingerprint = TaskRequestKeys.FingerprintOf(request);
        if (by.Key is { } key && await keys.FindAsync(by.Caller.Id, key, fingerprint, cancellationToken) is { } known)
        {
            return known;
        }

        var wish = rules.Canonical(request);
        var (place, refusal) = await issues.FindAsync(by.Caller.Id, wish.Repository!, wish.IssueNumber!.Value, cancellationToken);
        return refusal ?? await StoreAsync(NewTask(wish, by, place!), wish, by, fingerprint, cancellationToken);
    }

    private Task<TaskRequestResult> StoreAsync(
        RelayTask task, TaskRequest wish, TaskRequester by, byte[] fingerprint, CancellationToken cancellationToken) =>
        writes.WriteAsync<TaskRequestResult>(
            async (scope, token) =>
            {
                // Of equal wishes at one moment the first to get here makes the task, and the others are told of it.
                if (by.Key is { } key && await keys.TakeAsync(scope, by.Caller.Id, key, fingerprint, task.Id, token) is { } known)
                {
                    return known;
                }

                TaskDefaults.Apply(task, defaults.Of(scope, by.Caller.Id, task.RepositoryId, new TaskWish(wish.Agent, wish.Model, wish.Priority)));
                creation.Insert(scope, task, $"Asked for by {task.CreatedByLogin} {(task.Source == TaskSource.Dashboard ? "on the dashboard" : "through the API")}.");
                audit.Add(scope, by.Actor, AuditActions.TaskCreated, $"task {task.Id}");
                return new TaskRequestResult.Created(task);
            },
            cancellationToken);

    private RelayTask NewTask(TaskRequest wish, TaskRequester by, RequestedIssues.Place place)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (repository, issue) = (place.Repository, place.Issue);
        return new RelayTask
        {
            Id = id,
            Source = by.Source,
            Agent = wish.Agent ?? "",
            RepositoryId = repository.Id,
            RepositoryOwner = repository.Owner,
            RepositoryName = repository.Name,
            InstallationId = place.InstallationId,
            IssueNumber = issue.Number,
            IssueTitle = issue.Title,
            IssueBody = issue.Body,
            IssueAuthor = issue.Author,
            OnPullRequest = issue.IsPullRequest,
            Instructions = wish.Instructions ?? "",
            CreatedById = by.Caller.Id,
            CreatedByLogin = by.Caller.Login,
            MaxAttempts = tasks.CurrentValue.MaxAttempts,
            Runner = runners.CurrentValue.Default,
            CreatedAt = now,
            QueuedAt = now,
            DeadlineAt = now.AddHours(limits.CurrentValue.MaxWaitHours),
            BaseBranch = wish.BaseBranch,
            Branch = RelayTask.BranchFor(issue.Number, id),
            TraceParent = Activity.Current?.Id,
        };
    }
}
