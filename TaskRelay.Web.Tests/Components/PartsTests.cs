using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TaskRelay.Contracts;
using TaskRelay.Web.Components.Pages;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tests.Components;

/// <summary>The leaves: what they say, and that they never say it as markup.</summary>
public sealed class PartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public PartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
    }

    public static TheoryData<RelayTaskStatus> Statuses() => [.. Enum.GetValues<RelayTaskStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_has_a_word_an_icon_and_a_colour_in_the_style_sheets(RelayTaskStatus status)
    {
        var look = TaskStatusLook.Of(status);
        Assert.NotEmpty(look.Text);
        Assert.NotEmpty(look.Icon);
        Assert.EndsWith(".", look.Meaning, StringComparison.Ordinal);
        var styles = File.ReadAllText(Path.Combine(Sources.Root, "TaskRelay.Web/wwwroot/css/tokens.css"));
        Assert.Contains($".tone-{look.Tone} ", styles, StringComparison.Ordinal);
        var badge = StatusBadge.Of(status).Value;
        Assert.Contains(look.Text, badge, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_statuses_look_alike()
    {
        var looks = Enum.GetValues<RelayTaskStatus>().Select(TaskStatusLook.Of).ToArray();
        Assert.Equal(looks.Length, looks.Select(look => look.Tone).Distinct().Count());
        Assert.Equal(looks.Length, looks.Select(look => look.Icon).Distinct().Count());
    }

    [Fact]
    public void A_row_says_why_it_failed_and_which_pull_request_came_of_it()
    {
        var failed = Render<TaskTable>(parameters => parameters.Add(table => table.Tasks, [View(RelayTaskStatus.Failed) with { Error = new TaskErrorView("agent_failed", "<b>broken</b>", null) }]));
        Assert.Contains("&lt;b&gt;broken&lt;/b&gt;", failed.Markup, StringComparison.Ordinal);
        var succeeded = Render<TaskTable>(parameters => parameters.Add(table => table.Tasks, [View(RelayTaskStatus.Succeeded) with { PullRequest = new TaskPullRequestView(8, "https://x/8") }]));
        Assert.Contains("#8", succeeded.Find(".pr-chip").TextContent, StringComparison.Ordinal);
        Assert.Equal("3 min 00 s", succeeded.Find("[data-row] .row-length").TextContent.Trim());
    }

    [Fact]
    public void An_empty_list_teaches_the_first_command()
    {
        var empty = Render<EmptyTasks>(parameters => parameters.Add(part => part.Mention, "relay"));
        Assert.Contains("@relay scribe ", empty.Find(".command code").TextContent, StringComparison.Ordinal);
        var filtered = Render<EmptyTasks>(parameters => parameters.Add(part => part.Mention, "relay").Add(part => part.IsFiltered, true));
        Assert.Empty(filtered.FindAll(".command"));
        Assert.Equal("/tasks", filtered.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Phases_show_what_is_done_under_way_and_to_come()
    {
        var phases = new[] { Line(1, TaskEventKind.Progress, TaskPhases.Preparing, ""), Line(2, TaskEventKind.Progress, TaskPhases.Cloning, "") };
        var steps = Render<PhaseSteps>(parameters => parameters.Add(part => part.Task, View(RelayTaskStatus.Running)).Add(part => part.Phases, phases));
        Assert.Equal(["phase-done", "phase-now", "phase-ahead", "phase-ahead", "phase-ahead"], steps.FindAll("li").Select(step => step.ClassList[1]));
        var broken = Render<PhaseSteps>(parameters => parameters.Add(part => part.Task, View(RelayTaskStatus.Failed)).Add(part => part.Phases, phases));
        Assert.Equal("phase-broken", broken.FindAll("li")[1].ClassList[1]);
    }

    [Fact]
    public void A_filter_is_a_link_that_adds_and_takes_away()
    {
        var filter = Render<StatusFilter>(parameters => parameters
            .Add(part => part.Chosen, [RelayTaskStatus.Failed])
            .Add(part => part.AddressOf, statuses => TasksAddress.Of(new TaskFilter { Statuses = [.. statuses], Text = "a b&c" }, null)));
        var links = filter.FindAll("a").ToDictionary(link => link.TextContent.Trim(), link => link.GetAttribute("href"));
        Assert.Equal("/tasks?status=queued&status=failed&q=a%20b%26c", links["Queued"]);
        Assert.Equal("/tasks?q=a%20b%26c", links["Failed"]);
        Assert.Equal("true", filter.Find(".chip-on").GetAttribute("aria-current"));
    }

    [Fact]
    public void The_timeline_marks_attempts_and_folds_evidence()
    {
        TaskHistoryView[] entries =
        [
            new(1, 1, Now, null, RelayTaskStatus.Queued, "Asked for by writer.", null),
            new(2, 1, Now, RelayTaskStatus.Running, RelayTaskStatus.Failed, "The worker was lost.", "branch <x>"),
            new(3, 2, Now, RelayTaskStatus.Failed, RelayTaskStatus.Queued, "Tried again.", null),
        ];
        var timeline = Render<TaskTimeline>(parameters => parameters.Add(part => part.Entries, entries));
        Assert.Equal("Attempt 2", timeline.Find(".timeline-attempt").TextContent);
        Assert.Contains("branch &lt;x&gt;", timeline.Markup, StringComparison.Ordinal);
        Assert.Equal(3, timeline.FindAll(".timeline-entry").Count);
    }

    [Theory]
    [InlineData(WorkerStreams.Stdout)]
    [InlineData(WorkerStreams.Stderr)]
    [InlineData(WorkerStreams.Message)]
    [InlineData(WorkerStreams.ToolCall)]
    [InlineData(WorkerStreams.ToolResult)]
    [InlineData(WorkerStreams.FileChange)]
    [InlineData(WorkerStreams.Worker)]
    [InlineData("something_new")]
    public void Output_is_text_whatever_it_holds(string stream)
    {
        var line = Line(1, TaskEventKind.Log, stream, "<img src=x onerror=alert(1)>\u001b[31m red\u001b]8;;javascript:alert(1)\u0007link\n<script>alert(2)</script>");
        var shown = Render<LogLine>(parameters => parameters.Add(part => part.Entry, LogEntry.Of(line)!));
        Assert.Empty(shown.FindAll("img, script"));
        Assert.DoesNotContain("\u001b", shown.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_shows_its_pull_request_or_that_there_was_nothing_to_do()
    {
        var done = Render<OutcomeCards>(parameters => parameters.Add(part => part.Task, View(RelayTaskStatus.Succeeded) with { PullRequest = new TaskPullRequestView(8, "https://github.com/octo/hello/pull/8") }));
        Assert.Equal("https://github.com/octo/hello/pull/8", done.Find("a").GetAttribute("href"));
        var nothing = Render<OutcomeCards>(parameters => parameters.Add(part => part.Task, View(RelayTaskStatus.Succeeded)));
        Assert.Contains("No change was needed", nothing.Markup, StringComparison.Ordinal);
        Assert.Empty(Render<OutcomeCards>(parameters => parameters.Add(part => part.Task, View(RelayTaskStatus.Running))).Markup.Trim());
    }

    [Fact]
    public void The_prompt_is_read_when_it_is_asked_for_and_shown_as_text()
    {
        var reads = 0;
        var panel = Render<PromptPanel>(parameters => parameters.Add(part => part.Read, () =>
        {
            reads++;
            return Task.FromResult<TaskPromptView?>(new TaskPromptView(
                1,
                "Do <this>\nand that.",
                12,
                [
                    new TaskPromptPart("instructions", "wri<b>ter", "write", "javascript:alert(1)", 0, 9, 3, 0),
                    new TaskPromptPart("comment", "reader", "none", "https://github.com/octo/hello/issues/1#issuecomment-1", 10, 9_999, 3, 40),
                ],
                [new TaskPromptRemoval("html_comment", 2, 12, "<!-- <script>alert(1)</script> -->")]));
        }));
        Assert.Equal(0, reads);
        panel.Find("button").Click();
        Assert.Equal("Do <this>\nand that.", panel.Find(".prompt-text").TextContent);
        Assert.Contains("12 characters", panel.Markup, StringComparison.Ordinal);
        Assert.Equal(["Instructions by wri<b>ter", "Comment by reader"], panel.FindAll(".prompt-parts summary > span:first-child").Select(part => part.TextContent));
        Assert.Equal(["write", "none"], panel.FindAll(".prompt-permission").Select(label => label.TextContent));
        Assert.Equal(["Do <this>", "and that."], panel.FindAll(".prompt-parts pre").Select(part => part.TextContent));
        Assert.Contains("40 characters left out", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("https://github.com/octo/hello/issues/1#issuecomment-1", Assert.Single(panel.FindAll(".prompt-parts a")).GetAttribute("href"));
        Assert.Equal("<!-- <script>alert(1)</script> -->", panel.Find(".prompt-removed pre").TextContent);
        Assert.Empty(panel.FindAll("script, b"));
        panel.Find("button").Click();
        Assert.Empty(panel.FindAll(".prompt-text"));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData("access_denied", "You said no on GitHub")]
    [InlineData("<script>", "Sign-in did not work")]
    public void A_failed_sign_in_is_told_in_words_and_never_by_what_the_address_says(string code, string title) =>
        Assert.Equal(title, SignInWords.Of(code)!.Title);

    internal static TaskEventView Line(long seq, TaskEventKind kind, string? stream, string text) => new(seq, 1, Now.AddMinutes(-2), kind, stream, text);

    internal static TaskView View(RelayTaskStatus status) => new()
    {
        Id = Guid.CreateVersion7(Now),
        Status = status,
        Agent = "scribe",
        Model = null,
        Priority = TaskPriority.Normal,
        Source = TaskSource.Comment,
        Repository = new TaskRepositoryView("octo", "hello", "octo/hello", "https://github.com/octo/hello"),
        Issue = new TaskIssueView(42, "A title", "https://github.com/octo/hello/issues/42"),
        Instructions = "do it",
        CreatedBy = new TaskPersonView(1, "writer"),
        Attempt = 1,
        MaxAttempts = 3,
        Runner = "local",
        CreatedAt = Now.AddMinutes(-4),
        QueuedAt = Now.AddMinutes(-4),
        StartedAt = Now.AddMinutes(-3),
        CompletedAt = TaskMoves.IsTerminal(status) ? Now : null,
        StopRequestedAt = null,
        DeadlineAt = null,
        Progress = null,
        BaseBranch = null,
        Branch = "taskrelay/42-x",
        CommitSha = null,
        PullRequest = null,
        Summary = null,
        Usage = new TaskUsageView(0, 0, 0),
        Error = null,
    };
}
