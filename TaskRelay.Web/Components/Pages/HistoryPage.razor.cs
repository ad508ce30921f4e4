using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Ended tasks in the order of their end, and what came of all that match.</summary>
public sealed partial class HistoryPage(
    TaskQueries queries, TaskFigureQueries figureQueries, SignedCursors cursors, AgentCatalogue agents) : LivePage
{
    private const string Path = "/history";
    private const int PageSize = 50;

    /// <summary>Figures of thousands of tasks are not added up at every hint.</summary>
    private static readonly TimeSpan FiguresKept = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyList<string> _agents = [.. agents.All().Select(agent => agent.Name)];
    private ListWish _wish = new();
    private TaskListing? _page;
    private TaskFigures? _figures;
    private (ListWish? Wish, DateTimeOffset At) _figuresOf;
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

    private TaskSort Sort => _wish.Sort ?? TaskSort.LastEnded;

    private IReadOnlyList<string> Repositories => [.. _figures?.Repositories.Select(figure => figure.Name) ?? []];

    /// <inheritdoc />
    protected override void Take() => _wish = TasksAddress.Read(TasksAddress.Read(StatusNames, Repository, Agent, Text), By, From, To, SortName);

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (wish, before, now) = (_wish, Before, Clock.GetUtcNow());
        var sort = wish.Sort ?? TaskSort.LastEnded;
        var after = before is not null && cursors.Open(TaskLists.Sorted(TaskLists.History, sort), before) is { } text ? TaskPosition.Parse(text) : null;
        var problem = before is not null && after is null ? "This address names a page that does not exist; here is the first one." : null;
        var filter = new TaskHistoryFilter { Tasks = wish.Filter, From = wish.First, To = wish.Beyond };
        var page = await queries.EndedAsync(caller, filter, sort, PageSize, after, cancellationToken);
        var figures = ReferenceEquals(_figuresOf.Wish, wish) && now - _figuresOf.At < FiguresKept
            ? _figures
            : await figureQueries.OfAsync(caller, filter, now, cancellationToken);

        // Somebody may have chosen another filter meanwhile: its own read brings its own page.
        if (ReferenceEquals(wish, _wish) && before == Before)
        {
            _figuresOf = ReferenceEquals(figures, _figures) ? _figuresOf : (wish, now);
            (_page, _figures, _problem) = (page, figures, problem);
        }
    }

    private static IReadOnlyList<FigureTile> Tiles(TaskFigure all) =>
    [
        new("Ended", Amounts.Count(all.Total)),
        new("Succeeded", all.SuccessRate is { } rate ? Amounts.Share(rate) : "–", "succeeded", TaskStatusLook.Of(RelayTaskStatus.Succeeded).Icon),
        new("Ended badly", Amounts.Count(all.Bad), "failed", TaskStatusLook.Of(RelayTaskStatus.Failed).Icon),
        new("Merged", Amounts.Count(all.Merged), "merged", MudBlazor.Icons.Material.Rounded.CallMerge),
        new("Median time", all.MedianSeconds is { } seconds ? Spans.Length(TimeSpan.FromSeconds(seconds)) : "–"),
        new("Cost", Amounts.Money(all.CostUsd)),
        new("Cost of a merge", all.CostOfMerged is { } each ? Amounts.Money(each) : "–"),
    ];
}
