using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TaskRelay.Web.Components.Layout;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tests.Components;

/// <summary>Lists: their addresses, what they are filtered by, what can be selected; and the ways to them.</summary>
public sealed class ListPartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public ListPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
    }

    [Fact]
    public void What_is_wanted_of_a_list_is_all_in_its_address()
    {
        var wish = new ListWish
        {
            Filter = new TaskFilter { Statuses = [RelayTaskStatus.TimedOut], Repository = "octo/hello", Agent = "scribe", Text = "a b", CreatedBy = "writer" },
            From = new DateOnly(2026, 11, 1),
            To = new DateOnly(2026, 11, 24),
            Sort = new TaskSort(TaskSortKey.Cost),
        };
        var address = TasksAddress.Of(wish, "CURSOR");
        Assert.Equal("/tasks?status=timed_out&repository=octo%2Fhello&agent=scribe&q=a%20b&by=writer&from=2026-11-01&to=2026-11-24&sort=-cost&before=CURSOR", address);
        var read = TasksAddress.Read(TasksAddress.Read(["timed_out", "no_state"], " octo/hello ", "SCRIBE", "a b"), "@writer", "2026-11-01", "2026-11-24", "-cost");
        Assert.Equal(address, TasksAddress.Of(read, "CURSOR"));
        Assert.Equal("/history?by=writer", TasksAddress.Of(new ListWish { Filter = new TaskFilter { CreatedBy = "writer" } }, null, "/history"));
        Assert.True(TasksAddress.Read(TasksAddress.Read(null, " ", null, ""), null, "yesterday", "31.12.2026", "sideways").IsEmpty);
    }

    [Fact]
    public void A_day_is_meant_with_all_its_hours()
    {
        var export = TasksAddress.Export(new ListWish { From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 24) }, "csv");
        Assert.Equal("/api/tasks/export?format=csv&createdFrom=2026-11-01T00%3A00%3A00.000Z&createdTo=2026-11-25T00%3A00%3A00.000Z", export);
        Assert.EndsWith("&from=2026-11-01T00%3A00%3A00.000Z", TasksAddress.Export(new ListWish { From = new DateOnly(2026, 11, 1) }, "csv", "/api/tasks/history/export"), StringComparison.Ordinal);
        Assert.Null(new ListWish { To = DateOnly.MaxValue }.Beyond);
    }

    [Fact]
    public void A_filter_is_sent_on_as_an_address()
    {
        var bar = Render<FilterBar>(parameters => parameters
            .Add(part => part.Wish, new ListWish { Filter = new TaskFilter { Statuses = [RelayTaskStatus.Failed] } })
            .Add(part => part.Path, "/tasks")
            .Add(part => part.Agents, ["claude", "scribe"]));
        bar.Find("input[name=q]").Change("flaky");
        bar.Find("select[name=agent]").Change("scribe");
        bar.Find("input[name=by]").Change("writer");
        bar.Find("input[name=from]").Change("2026-11-20");
        bar.Find("select[name=sort]").Change("duration");
        bar.Find("form").Submit();
        Assert.EndsWith("/tasks?status=failed&agent=scribe&q=flaky&by=writer&from=2026-11-20&sort=duration", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("failed", bar.Find("input[type=hidden]").GetAttribute("value"));
    }

    [Fact]
    public void A_column_that_is_ordered_by_says_so_and_turns_round()
    {
        var table = Render<TaskTable>(parameters => parameters
            .Add(part => part.Tasks, [])
            .Add(part => part.Label, "Tasks")
            .Add(part => part.Sort, new TaskSort(TaskSortKey.Cost))
            .Add(part => part.AddressOf, sort => $"/tasks?sort={sort}"));
        var heads = table.FindAll("[aria-sort]").ToDictionary(head => head.TextContent.Trim(), head => (head.GetAttribute("aria-sort"), head.QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal(("descending", "/tasks?sort=cost"), heads["Cost"]);
        Assert.Equal(("none", "/tasks?sort=-duration"), heads["Took"]);
        Assert.Equal(("none", "/tasks?sort=-ended"), heads["Ended"]);
        Assert.Equal(("none", "/tasks?sort=-created"), heads["Asked"]);
        Assert.All(SortWords.Offered, sort => Assert.Equal(sort, TaskSort.Parse(sort.ToString())));
        Assert.Null(TaskSort.Parse("-") ?? TaskSort.Parse("price") ?? TaskSort.Parse(null));
    }

    [Fact]
    public void Words_that_are_being_typed_stay_while_rows_change()
    {
        var wish = new ListWish();
        var bar = Render<FilterBar>(parameters => parameters.Add(part => part.Wish, wish).Add(part => part.Path, "/tasks"));
        bar.Find("input[name=q]").Change("half a wo");
        bar.Render(parameters => parameters.Add(part => part.Wish, wish).Add(part => part.Repositories, ["octo/hello"]));
        Assert.Equal("half a wo", bar.Find("input[name=q]").GetAttribute("value"));
        bar.Render(parameters => parameters.Add(part => part.Wish, new ListWish { Filter = new TaskFilter { Text = "another address" } }));
        Assert.Equal("another address", bar.Find("input[name=q]").GetAttribute("value"));
    }

    [Fact]
    public void Rows_are_selected_one_by_one_and_all_at_once()
    {
        TaskView[] tasks = [PartsTests.View(RelayTaskStatus.Running), PartsTests.View(RelayTaskStatus.Failed)];
        HashSet<Guid> picks = [];
        var rows = Render<TaskTable>(parameters => parameters
            .Add(part => part.Tasks, tasks).Add(part => part.Label, "Tasks").Add(part => part.CanPick, true).Add(part => part.Picks, picks));
        rows.FindAll("input")[1].Change(true);
        Assert.Equal([tasks[0].Id], picks);
        rows.FindAll("input")[0].Change(true);
        Assert.Equal(2, picks.Count);
        rows.FindAll("input")[2].Change(false);
        Assert.Equal([tasks[0].Id], picks);
        Assert.Empty(Render<TaskTable>(parameters => parameters.Add(part => part.Tasks, tasks).Add(part => part.Label, "Tasks")).FindAll("input"));
    }

    [Theory]
    [InlineData(RelayTaskStatus.Queued, "<i>Place</i> 2 in line.")]
    [InlineData(RelayTaskStatus.Running, null)]
    public void A_row_says_why_it_waits_while_it_does(RelayTaskStatus status, string? note)
    {
        var row = Render<TaskTable>(parameters => parameters.Add(part => part.Tasks, [PartsTests.View(status) with { WaitReason = "<i>Place</i> 2 in line." }]));
        Assert.Equal(note, row.FindAll(".row-note").SingleOrDefault()?.TextContent);
        Assert.Empty(row.FindAll("i"));
    }

    [Fact]
    public void Only_pages_that_exist_are_led_to_and_administration_only_by_who_may()
    {
        Assert.Equal(["/", "/tasks", "/tasks/new", "/history"], NavEntry.For(false).Where(entry => entry.IsMain).Select(entry => entry.Href));
        Assert.All(NavEntry.All, entry => Assert.True(NavEntry.Exists(entry.Href), entry.Href));
        Assert.DoesNotContain(NavEntry.For(false), entry => entry.ForAdministrators);
        Assert.Equal(NavEntry.All.Count, NavEntry.All.Select(entry => entry.Keys).Distinct().Count());
        Assert.False(NavEntry.Exists("/nowhere"));
    }
}
