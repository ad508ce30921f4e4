using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TaskRelay.Contracts;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tests.Components;

/// <summary>Parts of a task's page, of a new task and of the dashboard.</summary>
public sealed class TaskPartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public TaskPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
    }

    [Fact]
    public void A_patch_has_both_line_numbers_and_a_sign_beside_the_colour()
    {
        var lines = DiffLine.Of("@@ -3,3 +3,4 @@ class A\n same\n-old <b>\n+new\n+more\n\\ No newline at end of file").ToList();
        Assert.Equal(
            [("hunk", null, null, ""), ("same", 3, 3, ""), ("removed", 4, null, "−"), ("added", null, 4, "+"), ("added", null, 5, "+"), ("hunk", (int?)null, (int?)null, "")],
            lines.Select(line => (line.Kind, line.Old, line.New, line.Sign)));
        Assert.Equal("old <b>", lines[2].Text);
        Assert.Equal("No newline at end of file", lines[5].Text);
        var file = Render<DiffFile>(parameters => parameters
            .Add(part => part.File, new GitHubChangedFile("a<b>.cs", "b.cs", "renamed", 2, 1, "@@ -1 +1 @@\n-<img src=x onerror=alert(1)>\n+ok"))
            .Add(part => part.Url, "javascript:alert(1)").Add(part => part.IsOpen, true));
        Assert.Empty(file.FindAll("img, b"));
        Assert.Equal(3, file.FindAll("tbody tr").Count);
        var binary = Render<DiffFile>(parameters => parameters
            .Add(part => part.File, new GitHubChangedFile("x.png", null, "added", 0, 0, null)).Add(part => part.Url, "javascript:alert(1)"));
        Assert.Null(binary.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData("a needle in hay", "NEEDLE", "a |[needle]| in hay")]
    [InlineData("aaa", "a", "[a]|[a]|[a]")]
    [InlineData("nothing", "x", "nothing")]
    [InlineData("nothing", null, "nothing")]
    public void Words_are_marked_where_they_stand(string text, string? words, string expected) =>
        Assert.Equal(expected, string.Join('|', TextHits.Of(text, words).Select(piece => piece.IsHit ? $"[{piece.Text}]" : piece.Text)));

    [Theory]
    [InlineData(WorkerStreams.Stderr, "error: it broke", true)]
    [InlineData(WorkerStreams.Stdout, "Unhandled exception. System.Exception: no", true)]
    [InlineData(WorkerStreams.ToolResult, "exit code 1", true)]
    [InlineData(WorkerStreams.Stdout, "exit code 0", false)]
    [InlineData(WorkerStreams.Stdout, "0 errors, all is well", false)]
    [InlineData(WorkerStreams.Message, "error: I only speak of one", false)]
    public void Lines_that_tell_of_trouble_can_be_jumped_to(string stream, string text, bool isBad) =>
        Assert.Equal(isBad, LogEntry.Of(PartsTests.Line(1, TaskEventKind.Log, stream, text))!.IsBad);

    [Fact]
    public void A_bad_end_can_be_jumped_to_and_changed_files_are_remembered()
    {
        var end = new TaskStateEventView(9, 1, Now, TaskEventKind.State, null, "It broke.", RelayTaskStatus.Failed, new TaskErrorView("agent_failed", "It broke.", null));
        Assert.True(LogEntry.Of(end)!.IsBad);
        var window = new LogWindow();
        window.Append([PartsTests.Line(1, TaskEventKind.Log, WorkerStreams.FileChange, "b.cs"), PartsTests.Line(2, TaskEventKind.Log, WorkerStreams.FileChange, "a.cs"), PartsTests.Line(3, TaskEventKind.Log, WorkerStreams.FileChange, "b.cs")]);
        Assert.Equal(["a.cs", "b.cs"], window.Touched);
    }

    [Fact]
    public void A_task_is_copied_as_the_comment_that_asks_for_it()
    {
        var task = PartsTests.View(RelayTaskStatus.Failed) with { Model = "opus", Priority = TaskPriority.High, BaseBranch = "next", Instructions = "do it\nwell" };
        Assert.Equal("@relay scribe --priority=high --model=opus --base=next do it\nwell", CommandText.Of(task, "relay"));
        Assert.Equal("@relay scribe", CommandText.Of(PartsTests.View(RelayTaskStatus.Failed) with { Instructions = " " }, "relay"));
    }

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(0.0312, "$0.0312")]
    [InlineData(0.5, "$0.50")]
    [InlineData(1234.567, "$1,234.57")]
    public void Money_is_finer_below_a_dollar(double dollars, string expected) => Assert.Equal(expected, Amounts.Money(dollars));

    [Fact]
    public void An_estimate_prefers_the_same_repository_where_there_was_enough()
    {
        var few = new TaskFigure("", 2, 2, 0, 0, 0, 0, 60, 1);
        var many = new TaskFigure("", 10, 10, 0, 0, 0, 0, 120, 5);
        Assert.Equal(new TaskEstimate("scribe anywhere", 10, 120, 0.5), TaskEstimate.Of("scribe", "octo/hello", few, many));
        Assert.Equal("scribe in octo/hello", TaskEstimate.Of("scribe", "octo/hello", many, many)!.Basis);
        Assert.Null(TaskEstimate.Of("scribe", "octo/hello", null, few with { Total = 0 }));
    }

    [Fact]
    public void A_chart_has_its_numbers_in_a_table_too()
    {
        TaskFigure[] days = [new("2026-11-23", 3, 2, 0, 0, 0, 0, 60, 1), new("2026-11-24", 0, 0, 0, 0, 0, 0, null, 0)];
        var chart = Render<DayChart>(parameters => parameters
            .Add(part => part.Title, "Ended").Add(part => part.Sum, "2 of 3").Add(part => part.Days, days).Add(part => part.Format, value => $"{value:0}")
            .Add(part => part.Series, [new ChartSeries("succeeded", "succeeded", day => day.Succeeded), new ChartSeries("bad", "failed", day => day.Bad)]));
        Assert.Equal(2, chart.FindAll("rect").Count);
        Assert.Equal("2026-11-23: succeeded 2", chart.Find("rect title").TextContent);
        Assert.Equal(["2", "1"], chart.FindAll("tbody td").Select(cell => cell.TextContent));
        Assert.Contains("2 of 3", chart.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_that_is_not_ready_says_why()
    {
        var chosen = "";
        var picker = Render<AgentPicker>(parameters => parameters
            .Add(part => part.Standings, [new AgentStanding("claude", [], null, true, "It needs <b>a key</b>.", null), new AgentStanding("scribe", [], null, false, null, null)])
            .Add(part => part.Chosen, "scribe").Add(part => part.ChosenChanged, name => chosen = name));
        Assert.Equal("It needs <b>a key</b>.", picker.Find(".agent-why").TextContent);
        Assert.Contains("Ready", picker.Find(".agent-on").TextContent, StringComparison.Ordinal);
        picker.Find("input[value=claude]").Change("claude");
        Assert.Equal("claude", chosen);
    }

    [Fact]
    public void Agents_that_can_run_stand_before_those_that_cannot()
    {
        var picker = Render<AgentPicker>(parameters => parameters.Add(part => part.Standings,
        [
            new AgentStanding("amp", [], null, false, "Not installed.", null), new AgentStanding("codex", [], null, false, null, "GitHub is down."),
            new AgentStanding("opencode", [], null, true, "It needs a key.", null), new AgentStanding("scribe", [], null, false, null, null), new AgentStanding("claude", [], null, false, null, null)
        ]));
        Assert.Equal(["scribe", "claude", "opencode", "codex", "amp"], picker.FindAll("input").Select(input => input.GetAttribute("value")));
    }

    [Fact]
    public void What_needs_a_person_comes_with_what_mends_it()
    {
        var diagnostics = new AuthDiagnostics(
            new DiagnosedUser(1, "writer", null, false), new DiagnosedToken(true, null), new DiagnosedApp(true, "task relay", "", ""), new DiagnosedInstallations(0, []),
            new DiagnosedWebhook(true, null, null), [new DiagnosedProblem("app_not_installed", "None.", "Install it."), new DiagnosedProblem("token_invalid", "Revoked.", "Sign in.")]);
        var items = AttentionItem.Of(diagnostics, "https://github.com/").ToList();
        Assert.Equal(("Install the App", "https://github.com/apps/task%20relay/installations/new"), (items[0].Action, items[0].Href));
        Assert.Equal(("Sign in again", null), (items[1].Action, items[1].Href));

        CheckResult[] checks = [CheckResult.Fail("runner", true, "No runner.", "Start one."), CheckResult.Pass("clock", false, "Right."), CheckResult.Warn("disk", false, "Filling.", "Clear it.")];
        Assert.Equal("No runner.", Assert.Single(AttentionItem.Of(new StartupReport(StartupStatus.NotReady, "1", checks), true)).Message);
        Assert.DoesNotContain("runner", Assert.Single(AttentionItem.Of(new StartupReport(StartupStatus.NotReady, "1", checks), false)).Message, StringComparison.Ordinal);
        Assert.Empty(AttentionItem.Of(new StartupReport(StartupStatus.Degraded, "1", checks), false));

        // A webhook that stays away loses commands without anybody noticing; while GitHub can't be asked, one notice says so.
        CheckResult[] silent = [CheckResult.Pass("github_app_accepted", true, "Accepted."), CheckResult.Warn("github_webhook", false, "It did not arrive.", "Look at the proxy.")];
        Assert.Equal("/admin#check-github_webhook", Assert.Single(AttentionItem.Of(new StartupReport(StartupStatus.Degraded, "1", silent), true)).Href);
        silent[0] = CheckResult.Warn("github_app_accepted", true, "GitHub could not be asked.", "Look at the network.");
        Assert.Equal("GitHub could not be asked.", Assert.Single(AttentionItem.Of(new StartupReport(StartupStatus.Degraded, "1", silent), true)).Message);

        var low = new AllowanceReport(default, [new(1, "octo", false, [new("core", 5000, 499, default)], null), new(2, "rich", false, [new("core", 5000, 500, default)], null)], false, null);
        Assert.Equal("GitHub allows the App only 499 more requests on octo.", Assert.Single(AttentionItem.Of(low)).Message);

        CredentialView Key(string code) => new("ANTHROPIC_API_KEY", true, CredentialView.Own, "1234", default(DateTimeOffset), new CredentialValidation(code, default, "Enter one that is valid."));
        Assert.Equal("Enter one that is valid.", Assert.Single(AttentionItem.Of([Key(CheckCodes.Invalid), Key(CheckCodes.Ok), Key(CheckCodes.Unreachable)])).Remedy);

        // Who switched a webhook off knows it; what TaskRelay gave up, nobody does.
        var webhook = new WebhookView(Guid.NewGuid(), WebhookView.Own, "chat", "https://chat.example", [], true, null, 1, default, null, null, null);
        Assert.Equal(
            "Nothing came through for three days.",
            Assert.Single(AttentionItem.Of([webhook, webhook with { Enabled = false }, webhook with { Enabled = false, DisabledReason = "Nothing came through for three days." }])).Remedy);
    }
}
