using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Api;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>One task, live: state, phases, transcript, log, changes, prompt, result; stop and retry.</summary>
public sealed partial class TaskPage(
    TaskQueries queries,
    TaskLogQueries logs,
    TaskViews views,
    TaskAccessLog access,
    TaskControl control,
    RetryRules rules,
    RepositoryAccess repositories,
    AgentCatalogue agents,
    GitHubUserQueries gitHubData,
    IOptionsMonitor<GitHubOptions> gitHub,
    IDialogService dialogs) : LivePage
{
    private const int MaxFound = 500;

    private static readonly (string Name, string Text)[] Views =
        [("transcript", "Transcript"), ("log", "Raw log"), ("changes", "Changes"), ("prompt", "Prompt")];

    private LogWindow _log = new();
    private TaskView? _task;
    private TaskOpenness _openness;
    private PullRequestOutcome? _pullRequest;
    private IReadOnlyList<TaskHistoryView> _history = [];
    private IReadOnlyList<TaskEventView> _phases = [];
    private IReadOnlyList<TaskAttemptView> _attempts = [];
    private IReadOnlyList<LogEntry>? _found;
    private (int Attempt, RelayTaskStatus Status, string? Phase) _phasesOf;
    private (string? Words, long Seq) _foundOf;
    private string? _find;
    private bool _isAway;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? Wanted { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    /// <inheritdoc />
    protected override Guid? Watched => Id;

    private string View => Views.Any(view => view.Name == Wanted) ? Wanted! : "transcript";

    private string Mention => gitHub.CurrentValue.Mention;

    private bool CanStop => _task?.Status is RelayTaskStatus.Queued or RelayTaskStatus.Running;

    private bool CanRetry => _openness == TaskOpenness.Open && _task is { } task && TaskMoves.IsRetryable(task.Status) && task.Attempt < task.MaxAttempts;

    /// <inheritdoc />
    protected override void Take() => _find = string.IsNullOrWhiteSpace(Find) ? null : Find.Trim();

    /// <inheritdoc />
    protected override void Forget() =>
        (_task, _log, _history, _phases, _phasesOf, _attempts, _found, _foundOf) = (null, new LogWindow(), [], [], default, [], null, default);

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var id = Id;
        var lookup = await queries.FindAsync(caller, id, cancellationToken);
        await access.NoteAsync(caller, id, lookup, caller.Actor(), cancellationToken);
        _isAway = lookup is TaskLookup.Unknown;
        if (lookup is not TaskLookup.Found(var task, var openness))
        {
            // What was shown before access was lost goes away with it.
            Forget();
            if (lookup is TaskLookup.Missing)
            {
                Navigation.NotFound();
            }

            return;
        }

        if (openness == TaskOpenness.Open)
        {
            await ReadLogAsync(task, cancellationToken);
            _history = await logs.HistoryAsync(id, cancellationToken);
        }
        else
        {
            Forget();
        }

        (_task, _openness, _pullRequest) = (views.Of(task), openness, PullRequestOutcome.Of(task));
    }

    private async Task ReadLogAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var from = _log.ReadFrom(task.LastEventSeq);
        var lines = await logs.AfterAsync(task.Id, from, LogWindow.Step, cancellationToken);
        _log.Append(lines);

        // The log may be long: what is made of all of it is looked for only when there is something new.
        var now = (task.Attempt, task.Status, task.ProgressPhase);
        if (now != _phasesOf)
        {
            _phases = await logs.PhasesAsync(task.Id, cancellationToken);
            _attempts = await logs.AttemptsAsync(task.Id, cancellationToken);
            _phasesOf = now;
        }

        var asked = (_find, task.LastEventSeq);
        if (asked != _foundOf)
        {
            _found = _find is { } words
                ? [.. (await logs.HoldingAsync(task.Id, words, MaxFound, cancellationToken)).Select(LogEntry.Of).OfType<LogEntry>()]
                : null;
            _foundOf = asked;
        }
    }

    private string AddressOf(string view) => view == "transcript" ? $"/tasks/{Id}" : $"/tasks/{Id}?view={view}";

    private void Search(string words) =>
        Navigation.NavigateTo(AddressOf("log") + (string.IsNullOrWhiteSpace(words) ? "" : $"&find={Uri.EscapeDataString(words.Trim())}"));
}
