using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Simulator.State;
using TaskRelay.Simulator.Webhooks;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Ingest;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Webhooks;

/// <summary>What happens on GitHub to an issue, a comment, a pull request or the App bears on the tasks about it.</summary>
public abstract class ExternalChangeTests(TestStore store) : IAsyncLifetime
{
    private IngestRig _rig = null!;

    private GitHubState State => _rig.GitHub.State;

    public async ValueTask InitializeAsync() => _rig = await IngestRig.StartAsync(more: await store.NewAsync());

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Closing_an_issue_stops_its_tasks_and_tells_why()
    {
        var (waiting, running, other) = (await TaskAsync(1), await TaskAsync(1, isRunning: true), await TaskAsync(2));
        State.SetOpen(IngestRig.Repository, 1, isOpen: false, "maintainer");
        var delivery = await NewestAsync("issues");
        Assert.Equal((200, $$"""{"outcome":"accepted","taskId":"{{running.Id}}"}"""), (delivery.StatusCode, delivery.ResponseBody));
        Assert.Equal(RelayTaskStatus.Stopped, (await ReadAsync(waiting)).Status);
        Assert.Equal((RelayTaskStatus.Stopping, "Issue #1 was closed by maintainer."), ((await ReadAsync(running)).Status, (await ReadAsync(running)).StopReason));
        Assert.Equal(RelayTaskStatus.Queued, (await ReadAsync(other)).Status);
        Assert.Equal(1, await _rig.Relay.ReadAsync(db => db.History.CountAsync(row => row.TaskId == waiting.Id && row.Reason == "Issue #1 was closed by maintainer.")));
        await _rig.MoveUntilAsync(
            "the reason on the issue",
            () => Task.FromResult(State.Comments(IngestRig.Repository, 1).Any(comment => comment.ByApp && comment.Body.Contains("**Stopped.** Issue #1 was closed by maintainer", StringComparison.Ordinal))),
            TimeSpan.FromMinutes(2));

        var again = await _rig.GitHub.Redeliver(delivery)!.Completion;
        Assert.Equal((200, $$"""{"outcome":"duplicate","taskId":"{{running.Id}}"}"""), (again.StatusCode, again.ResponseBody));
    }

    [Fact]
    public async Task Where_no_task_is_concerned_the_answer_stays_that_the_event_is_not_used()
    {
        State.SetOpen(IngestRig.Repository, 1, isOpen: false, "maintainer");
        var closed = await NewestAsync("issues");
        State.SetOpen(IngestRig.Repository, 1, isOpen: true, "maintainer");
        var reopened = await NewestAsync("issues");
        State.SuspendByOwner(State.InstallationOf(IngestRig.Repository)!.Id);
        var suspended = await NewestAsync("installation");
        Assert.All([closed, reopened, suspended], delivery =>
            Assert.Equal((200, """{"outcome":"ignored","reason":"event_not_used"}"""), (delivery.StatusCode, delivery.ResponseBody)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_issue_that_is_gone_stops_its_tasks_and_nothing_is_said_there(bool transferred)
    {
        var task = await TaskAsync(1);
        State.RemoveIssue(IngestRig.Repository, 1, "maintainer", transferred);
        Assert.Equal(200, (await NewestAsync("issues")).StatusCode);
        Assert.Equal(RelayTaskStatus.Stopped, (await ReadAsync(task)).Status);
        await ExpectSilenceAsync();
    }

    [Theory]
    [InlineData("uninstall")]
    [InlineData("suspend")]
    [InlineData("remove")]
    public async Task Work_ends_where_the_App_may_not_work_any_more(string what)
    {
        var (waiting, running) = (await TaskAsync(1), await TaskAsync(2, isRunning: true));
        var installation = State.InstallationOf(IngestRig.Repository)!.Id;
        (what switch
        {
            "uninstall" => (Action)(() => State.UninstallByOwner(installation)),
            "suspend" => () => State.SuspendByOwner(installation),
            _ => () => State.RemoveFromInstallationByOwner(IngestRig.Repository),
        })();
        var delivery = await NewestAsync(what == "remove" ? "installation_repositories" : "installation");
        Assert.Equal((200, $$"""{"outcome":"accepted","taskId":"{{running.Id}}"}"""), (delivery.StatusCode, delivery.ResponseBody));
        Assert.Equal(RelayTaskStatus.Stopped, (await ReadAsync(waiting)).Status);
        Assert.Equal(RelayTaskStatus.Stopping, (await ReadAsync(running)).Status);
        await ExpectSilenceAsync();
    }

    [Fact]
    public async Task Deleting_a_command_withdraws_its_task_as_long_as_that_waits()
    {
        var waiting = await TaskAsync(1);
        var running = await TaskAsync(2, isRunning: true);
        State.DeleteComment(IngestRig.Repository, State.FindComment(waiting.CommentId!.Value)!, "writer");
        await ExpectIgnoredAsync();
        State.DeleteComment(IngestRig.Repository, State.FindComment(running.CommentId!.Value)!, "writer");
        await ExpectIgnoredAsync();
        Assert.Equal((RelayTaskStatus.Stopped, "The comment with the command was deleted."), ((await ReadAsync(waiting)).Status, (await ReadAsync(waiting)).StopReason));
        Assert.Equal(RelayTaskStatus.Running, (await ReadAsync(running)).Status);
        Assert.Equal(1, await _rig.Relay.ReadAsync(db => db.Deliveries.CountAsync(row => row.Action == "deleted" && row.TaskId == waiting.Id)));

        async Task ExpectIgnoredAsync()
        {
            var delivery = await NewestAsync("issue_comment");
            Assert.Equal((200, """{"outcome":"ignored","reason":"not_created"}"""), (delivery.StatusCode, delivery.ResponseBody));
        }
    }

    [Fact]
    public async Task What_becomes_of_a_pull_request_is_kept_with_its_task()
    {
        var task = await TaskAsync(1);
        await ChangeAsync(task, setters => setters
            .SetProperty(row => row.Status, RelayTaskStatus.Succeeded)
            .SetProperty(row => row.PullRequestNumber, 77)
            .SetProperty(row => row.PullRequestUrl, "https://github.test/octo/hello/pull/77"));
        var at = DateTimeOffset.FromUnixTimeSeconds(_rig.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal($$"""{"outcome":"accepted","taskId":"{{task.Id}}"}""", await SendAsync("closed", 77, merged: false, at));
        Assert.Equal((PullRequestState.Closed, at), await OutcomeAsync());
        await SendAsync("reopened", 77, merged: false, at.AddSeconds(10));
        Assert.Equal((PullRequestState.Open, at.AddSeconds(10)), await OutcomeAsync());
        await SendAsync("closed", 77, merged: true, at.AddSeconds(20));
        Assert.Equal((PullRequestState.Merged, at.AddSeconds(20)), await OutcomeAsync());

        // A word that comes late, and one about another pull request.
        Assert.Equal("""{"outcome":"ignored","reason":"event_not_used"}""", await SendAsync("reopened", 77, merged: false, at.AddSeconds(15)));
        Assert.Equal("""{"outcome":"ignored","reason":"event_not_used"}""", await SendAsync("closed", 78, merged: true, at.AddSeconds(30)));
        Assert.Equal((PullRequestState.Merged, at.AddSeconds(20)), await OutcomeAsync());

        var told = await _rig.Relay.ReadAsync(db => db.History.Where(row => row.TaskId == task.Id && row.Reason.StartsWith("Pull request")).Select(row => row.Reason).ToListAsync());
        Assert.Equal(
            ["Pull request #77 was closed without being merged by maintainer.", "Pull request #77 was opened again by maintainer.", "Pull request #77 was merged by maintainer."], told);
        using var maintainer = await _rig.SignInAsync("maintainer");
        var shown = await maintainer.GetJsonAsync($"/api/tasks/{task.Id}");
        Assert.Equal("succeeded", shown.GetProperty("status").GetString());
        Assert.Equal("""{"number":77,"url":"https://github.test/octo/hello/pull/77"}""", shown.GetProperty("pullRequest").GetRawText());
        Assert.False(shown.TryGetProperty("pullRequestState", out _));
        using var page = await maintainer.GetAsync($"/tasks/{task.Id}");
        Assert.Contains("data-state=\"merged\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        async Task<(PullRequestState?, DateTimeOffset?)> OutcomeAsync()
        {
            var row = await ReadAsync(task);
            return (row.PullRequestState, row.PullRequestStateAt);
        }
    }

    [Fact]
    public async Task Closing_a_pull_request_stops_commands_on_it()
    {
        var task = await TaskAsync(1);
        await ChangeAsync(task, setters => setters.SetProperty(row => row.OnPullRequest, true));
        Assert.Equal($$"""{"outcome":"accepted","taskId":"{{task.Id}}"}""", await SendAsync("closed", 1, merged: true, _rig.Clock.GetUtcNow()));
        Assert.Equal((RelayTaskStatus.Stopped, "Pull request #1 was merged by maintainer."), ((await ReadAsync(task)).Status, (await ReadAsync(task)).StopReason));
    }

    private async Task<RelayTask> TaskAsync(int issue, bool isRunning = false)
    {
        var comment = await _rig.CommentAsync("@taskrelay scribe", issue: issue);
        RelayTask task = null!;
        await _rig.MoveUntilAsync(
            "its admission, and what is said of it",
            async () =>
            {
                task = await _rig.Relay.ReadAsync(db => db.Tasks.SingleAsync(row => row.CommentId == comment.Comment.Id));
                return task.AdmittedAt is not null && await _rig.Relay.ReadAsync(db => db.Outbox.AllAsync(row => row.Sent == row.Wanted));
            },
            TimeSpan.FromMinutes(3));
        if (isRunning)
        {
            await ChangeAsync(task, setters => setters
                .SetProperty(row => row.Status, RelayTaskStatus.Running)
                .SetProperty(row => row.DeadlineAt, _rig.Clock.GetUtcNow().AddDays(1)));
        }

        return task;
    }

    private Task ChangeAsync(RelayTask task, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<RelayTask>> set) =>
        _rig.Relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, token) => scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(set, token), CancellationToken.None);

    private Task<RelayTask> ReadAsync(RelayTask task) => _rig.Relay.ReadAsync(db => db.Tasks.SingleAsync(row => row.Id == task.Id));

    private Task<WebhookDelivery> NewestAsync(string name) => _rig.GitHub.Deliveries.Last(delivery => delivery.Event == name).Completion;

    /// <summary>Nothing waits to be said, and nothing is tried.</summary>
    private async Task ExpectSilenceAsync()
    {
        Assert.Equal(0, await _rig.Relay.ReadAsync(db => db.Outbox.CountAsync(row => row.Sent < row.Wanted && !row.Dead)));
        _rig.GitHub.Ledger.Clear();
        await _rig.MoveForAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
        Assert.DoesNotContain(_rig.GitHub.Ledger.Entries, entry => entry.Method is "POST" or "PATCH" && entry.Path.Contains("/issues/", StringComparison.Ordinal));
    }

    private async Task<string> SendAsync(string action, int number, bool merged, DateTimeOffset at)
    {
        var payload = SignedWebhook.Comment("", 1);
        payload.Remove("comment");
        payload.Remove("issue");
        payload["action"] = action;
        payload["pull_request"] = new JsonObject { ["number"] = number, ["merged"] = merged, ["updated_at"] = at.ToString("yyyy-MM-ddTHH:mm:ssZ") };
        payload["repository"]!["id"] = _rig.RepositoryId;
        payload["sender"] = SignedWebhook.Person();
        payload["sender"]!["login"] = "maintainer";
        var webhook = new SignedWebhook { Event = "pull_request", Body = Encoding.UTF8.GetBytes(payload.ToJsonString()), Secret = _rig.GitHub.App.WebhookSecret };
        using var answer = await _rig.Relay.Client.SendAsync(webhook.ToRequest());
        Assert.Equal(200, (int)answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetRawText();
    }

    public sealed class OnSqlite() : ExternalChangeTests(TestStore.Sqlite);

    public sealed class OnPostgres() : ExternalChangeTests(TestStore.Postgres);
}
