using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>The caller's tasks, live. What is shown is all in the address; what is selected is the page's own.</summary>
public sealed partial class TasksPage(
    TaskQueries queries,
    TaskControl control,
    RepositoryAccess access,
    SignedCursors cursors,
    AgentCatalogue agents,
    IOptionsMonitor<GitHubOptions> gitHub,
    IDialogService dialogs) : LivePage
{
    private const int PageSize = 50;
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private readonly HashSet<Guid> _picks = [];
    private readonly IReadOnlyList<string> _agents = [.. agents.All().Select(agent => agent.Name)];
    private ListWish _wish = new();
    private TaskListing? _page;
    private string? _problem;

    [SupplyParameterFromQuery(Name = "status")]
    private string[]? StatusNames { get; set; }

    [SupplyParameterFromQuery(Name = "repository")]
    private string? Repository { get; set; }

    [SupplyParameterFromQuery(Name = "agent")]
    private string? Agent { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortName { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    private string? Next => _page?.NextPosition is { } next ? cursors.Seal(TaskLists.Sorted(TaskLists.Tasks, Sort), next.ToString()) : null;

    private TaskSort Sort => _wish.Sort ?? TaskSort.Newest;

    private string Mention => gitHub.CurrentValue.Mention;

    private IReadOnlyList<string> Repositories => [.. _page?.Items.Select(task => task.Repository.FullName).Distinct().Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()];

    /// <summary>Selected and in sight: nothing is acted on that somebody does not see.</summary>
    private IReadOnlyList<TaskView> Picked => [.. _page?.Items.Where(task => _picks.Contains(task.Id)) ?? []];

    private IReadOnlyList<TaskView> Stoppable => [.. Picked.Where(task => task.Status is RelayTaskStatus.Queued or RelayTaskStatus.Running)];

    private IReadOnlyList<TaskView> Retryable => [.. Picked.Where(task => TaskMoves.IsRetryable(task.Status) && task.Attempt < task.MaxAttempts)];

    /// <inheritdoc />
    protected override void Take() => _wish = TasksAddress.Read(TasksAddress.Read(StatusNames, Repository, Agent, Text), By, From, To, SortName);

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (wish, before) = (_wish, Before);
        var sort = wish.Sort ?? TaskSort.Newest;
        var after = before is not null && cursors.Open(TaskLists.Sorted(TaskLists.Tasks, sort), before) is { } text ? TaskPosition.Parse(text) : null;
        var problem = before is not null && after is null ? "This address names a page that does not exist; here is the first one." : null;
        var filter = wish.Filter with { CreatedFrom = wish.First, CreatedTo = wish.Beyond };
        var page = await queries.ListAsync(caller, filter, sort, PageSize, after, cancellationToken);

        // Somebody may have chosen another filter meanwhile: its own read brings its own page.
        if (ReferenceEquals(wish, _wish) && before == Before)
        {
            (_page, _problem) = (page, problem);
        }
    }

    private Task StopPickedAsync() => ActAsync(async (_, stop) =>
    {
        var ids = Stoppable.Select(task => task.Id).ToList();
        if (await dialogs.ShowMessageBoxAsync(
                $"Stop {Count(ids.Count)}?", "Their workers are ended. What agents have not pushed yet is lost.", yesText: $"Stop {Count(ids.Count)}", cancelText: "Cancel", options: Asking) != true
            || await CallerAsync(stop) is not { } caller)
        {
            return;
        }

        var done = 0;
        foreach (var found in await queries.FindAllAsync(caller, ids, stop))
        {
            done += await control.StopAsync(found.Task.Id, caller.Actor(), stop) is StopResult.Accepted ? 1 : 0;
        }

        await ToldAsync("stopped", done, ids.Count);
    });

    private Task RetryPickedAsync() => ActAsync(async (_, stop) =>
    {
        var ids = Retryable.Select(task => task.Id).ToList();
        if (await dialogs.ShowMessageBoxAsync(
                $"Try {Count(ids.Count)} again?", "Each is queued as a new attempt, and goes on from its own branch where that was pushed.", yesText: $"Retry {Count(ids.Count)}", cancelText: "Cancel", options: Asking) != true
            || await CallerAsync(stop) is not { } caller)
        {
            return;
        }

        var done = 0;
        foreach (var found in (await queries.FindAllAsync(caller, ids, stop)).Where(found => found.Openness == TaskOpenness.Open))
        {
            var task = found.Task;
            var isRefused = await access.WhyNoCommandAsync(caller, task.RepositoryId, task.RepositoryOwner, task.RepositoryName, stop) is not null;
            done += !isRefused && await control.RetryAsync(task.Id, new RetryRequest(), caller.Actor(), stop) is RetryResult.Queued ? 1 : 0;
        }

        await ToldAsync("queued again", done, ids.Count);
    });

    private async Task ToldAsync(string what, int done, int asked)
    {
        _picks.Clear();
        Tell(done == asked ? $"{Count(done)} {what}." : $"{Count(done)} {what}; {asked - done} had changed meanwhile or are not open to you.", done == asked ? Severity.Success : Severity.Warning);
        await RefreshAsync();
    }

    private static string Count(int tasks) => tasks == 1 ? "1 task" : $"{tasks} tasks";
}
