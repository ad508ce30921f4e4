using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>What can be done with the task. Each judges anew who asks, and what they may do now.</summary>
public sealed partial class TaskPage
{
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private Task StopAsync() => ActAsync(async (_, stop) =>
    {
        if (await dialogs.ShowMessageBoxAsync(
                "Stop this task?", "Its worker is ended. What the agent has not pushed yet is lost.", yesText: "Stop the task", cancelText: "Cancel", options: Asking) != true
            || await CallerAsync(stop) is not { } caller
            || await queries.FindAsync(caller, Id, stop) is not TaskLookup.Found)
        {
            return;
        }

        var (words, severity) = await control.StopAsync(Id, caller.Actor(), stop) switch
        {
            StopResult.Accepted { Task.Status: RelayTaskStatus.Stopped } => ("Stopped.", Severity.Success),
            StopResult.Accepted => ("Stopping: the worker was asked to end.", Severity.Info),
            StopResult.AlreadyFinished => ("It ended before it could be stopped; its result stands.", Severity.Warning),
            _ => ("There is no such task any more.", Severity.Error),
        };
        Tell(words, severity);
        await RefreshAsync();
    });

    private Task RetryAsync() => ActAsync(async (_, stop) =>
    {
        var asked = new DialogParameters<RetryDialog>
        {
            { dialog => dialog.Agent, _task!.Agent },
            { dialog => dialog.Model, _task.Model },
            { dialog => dialog.Instructions, _task.Instructions },
            { dialog => dialog.Agents, [.. agents.All().Select(agent => agent.Name)] },
            { dialog => dialog.Rules, rules },
        };
        var dialog = await dialogs.ShowAsync<RetryDialog>("Try this task again?", asked, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is not { Canceled: false, Data: RetryRequest change } || await OpenAsync(stop) is not { } caller)
        {
            return;
        }

        if (await WhyNoRetryAsync(caller, stop) is { } why)
        {
            Tell(why, Severity.Warning);
            return;
        }

        var (words, severity) = await control.RetryAsync(Id, rules.Canonical(change), caller.Actor(), stop) switch
        {
            RetryResult.Queued(var task) => ($"Queued as attempt {task.Attempt}.", Severity.Success),
            RetryResult.NotRetryable => ("It can't be tried again as it is now.", Severity.Warning),
            RetryResult.AttemptsExhausted => ("All its attempts are used. Write a new command on the issue.", Severity.Warning),
            _ => ("There is no such task any more.", Severity.Error),
        };
        Tell(words, severity);
        await RefreshAsync();
    });

    private async Task<string?> WhyNoRetryAsync(Caller caller, CancellationToken stop) =>
        await queries.FindAsync(caller, Id, stop) is TaskLookup.Found(var task, _)
            ? await repositories.WhyNoCommandAsync(caller, task.RepositoryId, task.RepositoryOwner, task.RepositoryName, stop)
            : null;

    private Task EarlierAsync() => ActAsync(async (_, stop) =>
    {
        if (await OpenAsync(stop) is not null)
        {
            _log.Prepend(await logs.BeforeAsync(Id, _log.FirstSeq, LogWindow.Step, stop));
        }
    });

    private async Task<TaskPromptView?> ReadPromptAsync() =>
        await OpenAsync(Ended) is not null ? await logs.PromptAsync(Id, Ended) : null;

    /// <summary>The pull request's files, as GitHub shows them to this person. Null: there is none, or the task is not open to them.</summary>
    private async Task<PullRequestChanges?> ReadChangesAsync()
    {
        if (_task is not { PullRequest: { } pull, Repository: var repository } || await OpenAsync(Ended) is not { } caller)
        {
            return null;
        }

        var state = gitHubData.PullRequestAsync(caller, repository.Owner, repository.Name, pull.Number, Ended);
        var files = gitHubData.ChangedFilesAsync(caller, repository.Owner, repository.Name, pull.Number, Ended);
        return PullRequestChanges.Of(await state, await files);
    }

    /// <summary>The caller, if all of the task is open to them now.</summary>
    private async Task<Caller?> OpenAsync(CancellationToken cancellationToken) =>
        await CallerAsync(cancellationToken) is { } caller
        && await queries.FindAsync(caller, Id, cancellationToken) is TaskLookup.Found(_, TaskOpenness.Open)
            ? caller
            : null;
}
