using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>What runs, what waits and why, what ended lately, and what came of the last weeks.</summary>
public sealed partial class DashboardPage(
    TaskQueries queries, TaskHistoryQueries history, TaskFigureQueries figureQueries, IOptionsMonitor<GitHubOptions> gitHub) : LivePage
{
    private const int MaxRows = 20;
    private const int MaxEnded = 8;

    private static readonly int[] Periods = [7, 30, 90];

    /// <summary>Figures of thousands of tasks are not added up at every hint.</summary>
    private static readonly TimeSpan FiguresKept = TimeSpan.FromSeconds(15);

    private static readonly IReadOnlyList<ChartSeries> Ends =
    [
        new("succeeded", "succeeded", day => day.Succeeded),
        new("stopped", "stopped", day => day.Stopped),
        new("ended badly", "failed", day => day.Bad),
    ];

    private static readonly IReadOnlyList<ChartSeries> Times = [new("median", "accent", day => day.MedianSeconds)];

    private static readonly IReadOnlyList<ChartSeries> Costs = [new("cost", "accent", day => day.CostUsd)];

    private TaskListing? _running;
    private TaskListing? _waiting;
    private TaskHistoryListing? _ended;
    private TaskFigures? _figures;
    private (int Period, DateTimeOffset At) _figuresOf;

    [SupplyParameterFromQuery(Name = "days")]
    private int? Days { get; set; }

    private int Period => Periods.Contains(Days ?? 0) ? Days!.Value : 30;

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (now, period) = (Clock.GetUtcNow(), Period);
        var running = await queries.ListAsync(caller, new TaskFilter { Statuses = TaskStates.AtWork }, new TaskSort(TaskSortKey.Created, IsAscending: true), MaxRows, null, cancellationToken);
        var waiting = await queries.ListAsync(caller, new TaskFilter { Statuses = [RelayTaskStatus.Queued] }, new TaskSort(TaskSortKey.Created, IsAscending: true), MaxRows, null, cancellationToken);
        var ended = await history.ListAsync(caller, new TaskHistoryFilter(), MaxEnded, TaskHistoryPosition.Top(now), cancellationToken);
        var figures = _figures;
        if (figures is null || _figuresOf.Period != period || now - _figuresOf.At >= FiguresKept)
        {
            figures = await figureQueries.OfAsync(caller, new TaskHistoryFilter { From = now.AddDays(1 - period) }, now, cancellationToken);
            _figuresOf = (period, now);
        }

        (_running, _waiting, _ended, _figures) = (running, waiting, ended, figures);
    }

    private IReadOnlyList<FigureTile> Tiles(TaskListing running, TaskListing waiting, TaskFigure all) =>
    [
        new("Running", Counted(running), "running", TaskStatusLook.Of(RelayTaskStatus.Running).Icon, "/tasks?status=running&status=stopping"),
        new("Waiting", Counted(waiting), "queued", TaskStatusLook.Of(RelayTaskStatus.Queued).Icon, "/tasks?status=queued"),
        new($"Ended in {Period} days", Amounts.Count(all.Total), Href: "/history"),
        new("Succeeded", all.SuccessRate is { } rate ? Amounts.Share(rate) : "–", "succeeded", TaskStatusLook.Of(RelayTaskStatus.Succeeded).Icon, "/history?status=succeeded"),
        new("Merged", Amounts.Count(all.Merged), "merged", MudBlazor.Icons.Material.Rounded.CallMerge),
        new("Cost of a merge", all.CostOfMerged is { } each ? Amounts.Money(each) : "–"),
    ];

    /// <summary>Exact as far as the list reaches: counting a whole table is not worth a number.</summary>
    private static string Counted(TaskListing list) => list.Next is null ? $"{list.Items.Count}" : $"{list.Items.Count}+";

    private static string Outcome(TaskFigure all) => $"{Amounts.Count(all.Succeeded)} of {Amounts.Count(all.Total)} succeeded";
}
