using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Layout;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>One task, live: state, phases, log, prompt, result, stop and retry.</summary>
public sealed partial class TaskPage(
    TaskQueries queries,
    TaskLogQueries logs,
    TaskViews views,
    TaskAccessLog access,
    TaskControl control,
    SessionQueries sessions,
    TaskChanges changes,
    TimeProvider clock,
    NavigationManager navigation,
    IDialogService dialogs,
    ISnackbar snackbar,
    ILogger<TaskPage> logger) : ComponentBase, IAsyncDisposable
{
    private LiveLoop? _live;
    private Guid? _shown;
    private LogWindow _log = new();
    private TaskView? _task;
    private TaskOpenness _openness;
    private string? _waitReason;
    private PullRequestOutcome? _pullRequest;
    private IReadOnlyList<TaskHistoryView> _history = [];
    private IReadOnlyList<TaskEventView> _phases = [];
    private (int Attempt, RelayTaskStatus Status, string? Phase) _phasesOf;
    private DateTimeOffset _readAt;
    private DateTimeOffset? _staleSince;
    private bool _isAway;
    private bool _isBusy;

    [Parameter]
    public Guid Id { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private bool CanStop => _task?.Status is RelayTaskStatus.Queued or RelayTaskStatus.Running;

    private bool CanRetry => _openness == TaskOpenness.Open && _task is { } task && TaskMoves.IsRetryable(task.Status) && task.Attempt < task.MaxAttempts;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _live?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return;
        }

        // From one task to another the page stays, and begins anew.
        _shown = Id;
        if (_live is { } before)
        {
            (_live, _task, _log, _history, _phases, _phasesOf) = (null, null, new LogWindow(), [], [], default);
            await before.DisposeAsync();
        }

        // Listens before the first read: a change between the two is not missed.
        _live = new LiveLoop(changes.Subscribe(Id), clock);
        await ReadAsync(_live.Ended);
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _live?.Start(LookAsync);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The page goes on showing what it has, says since when, and looks again.
            Log.Unreadable(logger, Id, exception);
            _staleSince = _readAt;
        }

        StateHasChanged();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (await CallerAsync(cancellationToken) is not { } caller)
        {
            return;
        }

        var lookup = await queries.FindAsync(caller, Id, cancellationToken);
        await access.NoteAsync(caller, Id, lookup, caller.Actor(), cancellationToken);
        _isAway = lookup is TaskLookup.Unknown;
        if (lookup is not TaskLookup.Found(var task, var openness))
        {
            // What was shown before access was lost goes away with it.
            _task = null;
            if (lookup is TaskLookup.Missing)
            {
                navigation.NotFound();
            }

            return;
        }

        var view = views.Of(task);
        if (openness == TaskOpenness.Open)
        {
            await ReadLogAsync(task, cancellationToken);
            _history = await logs.HistoryAsync(Id, cancellationToken);
        }
        else
        {
            (_log, _history, _phases) = (new LogWindow(), [], []);
        }

        (_task, _openness, _waitReason, _pullRequest) = (view, openness, task.WaitReason, PullRequestOutcome.Of(task));
        (_readAt, _staleSince) = (clock.GetUtcNow(), null);
    }

    private async Task ReadLogAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var from = _log.ReadFrom(task.LastEventSeq);
        var lines = await logs.AfterAsync(Id, from, LogWindow.Step, cancellationToken);
        _log.Append(lines);

        // The log may be long: its phases are looked for only when there is a new one.
        var now = (task.Attempt, task.Status, task.ProgressPhase);
        if (now != _phasesOf)
        {
            _phases = await logs.PhasesAsync(Id, cancellationToken);
            _phasesOf = now;
        }
    }

    private async Task EarlierAsync()
    {
        if (await IsStillOpenAsync())
        {
            _log.Prepend(await logs.BeforeAsync(Id, _log.FirstSeq, LogWindow.Step, _live!.Ended));
        }
    }

    private async Task<TaskPromptView?> ReadPromptAsync() =>
        await IsStillOpenAsync() ? await logs.PromptAsync(Id, _live!.Ended) : null;

    private async Task StopAsync()
    {
        if (await ConfirmAsync("Stop this task?", "Its worker is ended. What the agent has not pushed yet is lost.", "Stop the task")
            && await CallerAsync(_live!.Ended) is { } caller
            && await queries.FindAsync(caller, Id, _live.Ended) is TaskLookup.Found)
        {
            Tell(await control.StopAsync(Id, caller.Actor(), _live.Ended) switch
            {
                StopResult.Accepted { Task.Status: RelayTaskStatus.Stopped } => ("Stopped.", Severity.Success),
                StopResult.Accepted => ("Stopping: the worker was asked to end.", Severity.Info),
                StopResult.AlreadyFinished => ("It ended before it could be stopped; its result stands.", Severity.Warning),
                _ => ("There is no such task any more.", Severity.Error),
            });
            await LookAsync(_live.Ended);
        }
    }

    private async Task RetryAsync()
    {
        if (await ConfirmAsync("Try this task again?", "It is queued as a new attempt, and goes on from its own branch where that was pushed.", "Try again")
            && await IsStillOpenAsync() && await CallerAsync(_live!.Ended) is { } caller)
        {
            Tell(await control.RetryAsync(Id, new RetryRequest(), caller.Actor(), _live.Ended) switch
            {
                RetryResult.Queued(var task) => ($"Queued as attempt {task.Attempt}.", Severity.Success),
                RetryResult.NotRetryable => ("It can't be tried again as it is now.", Severity.Warning),
                RetryResult.AttemptsExhausted => ("All its attempts are used. Write a new command on the issue.", Severity.Warning),
                _ => ("There is no such task any more.", Severity.Error),
            });
            await LookAsync(_live.Ended);
        }
    }

    private async Task<bool> ConfirmAsync(string title, string text, string yes)
    {
        _isBusy = true;
        try
        {
            var options = new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
            return await dialogs.ShowMessageBoxAsync(title, text, yesText: yes, cancelText: "Cancel", options: options) == true;
        }
        finally
        {
            _isBusy = false;
        }
    }

    private void Tell((string Text, Severity Severity) news) => snackbar.Add(news.Text, news.Severity);

    /// <summary>The caller, read again: an open page outlives a session and a person's access.</summary>
    private async Task<Caller?> CallerAsync(CancellationToken cancellationToken)
    {
        var caller = await sessions.CurrentAsync((await Authentication).User, cancellationToken);
        if (caller is null)
        {
            navigation.NavigateTo(SignInAddress.For(navigation), forceLoad: true);
        }

        return caller;
    }

    private async Task<bool> IsStillOpenAsync() =>
        await CallerAsync(_live!.Ended) is { } caller
        && await queries.FindAsync(caller, Id, _live.Ended) is TaskLookup.Found(_, TaskOpenness.Open);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Task {TaskId} could not be read for its page.")]
        public static partial void Unreadable(ILogger logger, Guid taskId, Exception exception);
    }
}
