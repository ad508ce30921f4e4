using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tasks;
using static TaskRelay.Web.Tests.Callbacks.AttemptRig;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>The report that ends an attempt: what is believed, what is refused, and in which order.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private AttemptRig _rig = null!;

    private string Web => _rig.Dashboard.GitHub.Url.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync() => _rig = await AttemptRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_success_is_shown_with_all_that_was_reported()
    {
        var (task, token) = await _rig.ClaimedAsync();
        var sha = new string('a', 40);
        var (status, body) = await _rig.CompleteAsync(token, Report(task, "succeeded", report =>
        {
            report["branch"] = task.Branch;
            report["commitSha"] = sha;
            report["prUrl"] = $"{Web}/OCTO/Hello/pull/7";
            report["unknown"] = new JsonObject();
        }));
        Assert.Equal((200, $"{{\"taskId\":\"{task.Id}\",\"status\":\"succeeded\",\"duplicate\":false}}"), (status, body.ToJsonString()));
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        var view = await writer.GetJsonAsync($"/api/tasks/{task.Id}");
        Assert.Equal($$"""{"number":7,"url":"{{Web}}/octo/hello/pull/7"}""", view.GetProperty("pullRequest").GetRawText());
        Assert.Equal("""{"inputTokens":1,"outputTokens":2,"costUsd":0.5}""", view.GetProperty("usage").GetRawText());
        Assert.Equal((sha, task.Branch, "done"), (view.GetProperty("commitSha").GetString(), view.GetProperty("branch").GetString(), view.GetProperty("summary").GetString()));
    }

    [Theory]
    [InlineData("https://evil.test/octo/hello/pull/7")]
    [InlineData("{web}@evil.test/octo/hello/pull/7")]
    [InlineData("{web}.evil.test/octo/hello/pull/7")]
    [InlineData("http://octo:hello@{host}/octo/hello/pull/7")]
    [InlineData("{web}/octo/other/pull/7")]
    [InlineData("{web}/octo/hello2/pull/7")]
    [InlineData("{web}/octo/hello/issues/7")]
    [InlineData("{web}/octo/hello/pull/")]
    [InlineData("{web}/octo/hello/pull/0")]
    [InlineData("{web}/octo/hello/pull/07")]
    [InlineData("{web}/octo/hello/pull/-7")]
    [InlineData("{web}/octo/hello/pull/7/")]
    [InlineData("{web}/octo/hello/pull/7/files")]
    [InlineData("{web}/octo/hello/pull/7?x=1")]
    [InlineData("{web}/octo/hello/pull/7#x")]
    [InlineData("{web}/octo/hello/pull/7 ")]
    [InlineData(" {web}/octo/hello/pull/7")]
    [InlineData("{web}/octo/hello/pull/٧")]
    [InlineData("{web}/octo/hello/pull/99999999999")]
    [InlineData("{web}/octo/hello/../../evil/x/pull/7")]
    [InlineData("javascript:alert(1)//octo/hello/pull/7")]
    [InlineData("")]
    public async Task An_address_that_is_no_pull_request_of_the_repository_is_refused(string address)
    {
        var (task, token) = await _rig.ClaimedAsync();
        var url = address.Replace("{web}", Web, StringComparison.Ordinal).Replace("{host}", new Uri(Web).Authority, StringComparison.Ordinal);
        await ExpectAsync(_rig.CompleteAsync(token, Report(task, "succeeded", report => report["prUrl"] = url)), 400, "invalid_pr_url");
        Assert.Equal(RelayTaskStatus.Running, (await _rig.ReadAsync(task)).Status);
    }

    [Theory]
    [InlineData("""{"inputTokens":-1,"outputTokens":0,"costUsd":0}""")]
    [InlineData("""{"inputTokens":0,"outputTokens":-1,"costUsd":0}""")]
    [InlineData("""{"inputTokens":0,"outputTokens":0,"costUsd":-0.01}""")]
    [InlineData("""{"inputTokens":0,"outputTokens":0,"costUsd":1e300}""")]
    [InlineData("""{"inputTokens":0,"outputTokens":0,"costUsd":1e999}""")]
    [InlineData("""{"inputTokens":9999999999999999,"outputTokens":0,"costUsd":0}""")]
    [InlineData("""{"inputTokens":1e30,"outputTokens":0,"costUsd":0}""")]
    [InlineData("""{"inputTokens":1.5,"outputTokens":0,"costUsd":0}""")]
    [InlineData("""[]""")]
    public async Task Figures_beyond_sense_are_refused(string usage)
    {
        var (task, token) = await _rig.ClaimedAsync();
        var text = Report(task, "succeeded", report => report["usage"] = "HERE").ToJsonString().Replace("\"HERE\"", usage, StringComparison.Ordinal);
        await ExpectAsync(_rig.PostTextAsync("/api/callbacks/complete", token, text), 400, "invalid_request");
        Assert.Equal(RelayTaskStatus.Running, (await _rig.ReadAsync(task)).Status);
    }

    [Fact]
    public async Task The_first_fault_in_the_contracts_order_is_told()
    {
        var (task, token) = await _rig.ClaimedAsync();
        var bad = Report(task, "done", report =>
        {
            report["taskId"] = Guid.NewGuid();
            report["attempt"] = 9;
            report["prUrl"] = "x";
        });
        await ExpectAsync(_rig.CompleteAsync("tra_unknown", bad), 401, "invalid_token");
        await ExpectAsync(_rig.PostTextAsync("/api/callbacks/complete", "tra_unknown", "{", "text/plain"), 401, "invalid_token");
        await ExpectAsync(_rig.PostTextAsync("/api/callbacks/complete", null, "{"), 401, "invalid_token");
        await ExpectAsync(_rig.PostTextAsync("/api/callbacks/complete", token, "{"), 400, "invalid_request");
        await ExpectAsync(_rig.CompleteAsync(token, bad), 404, "task_not_found");
        bad["taskId"] = task.Id;
        await ExpectAsync(_rig.CompleteAsync(token, bad), 409, "attempt_superseded");
        bad["attempt"] = 1;
        await ExpectAsync(_rig.CompleteAsync(token, bad), 400, "invalid_request");
        bad["status"] = "stopped";
        await ExpectAsync(_rig.CompleteAsync(token, bad), 400, "invalid_pr_url");
        bad["prUrl"] = null;
        await ExpectAsync(_rig.CompleteAsync(token, bad), 409, "invalid_transition");
        Assert.Equal(RelayTaskStatus.Running, (await _rig.ReadAsync(task)).Status);
    }

    [Theory]
    [InlineData("failed", RelayTaskStatus.Failed)]
    [InlineData("timed_out", RelayTaskStatus.TimedOut)]
    public async Task A_bad_end_needs_its_reason(string status, RelayTaskStatus stored)
    {
        var (task, token) = await _rig.ClaimedAsync();
        await ExpectAsync(_rig.CompleteAsync(token, Report(task, status)), 400, "invalid_request");
        await ExpectAsync(_rig.CompleteAsync(token, Report(task, status, report => report["error"] = Error("Not A Code"))), 400, "invalid_request");
        Assert.Equal(200, (await _rig.CompleteAsync(token, Report(task, status, report => report["error"] = Error(phase: "dreaming")))).Status);
        var ended = await _rig.ReadAsync(task);
        Assert.Equal((stored, "agent_failed", "no", null), (ended.Status, ended.ErrorCode, ended.ErrorMessage, ended.ErrorPhase));
    }

    [Fact]
    public async Task A_success_has_no_reason_whatever_comes_with_it()
    {
        var (task, token) = await _rig.ClaimedAsync();
        Assert.Equal(200, (await _rig.CompleteAsync(token, Report(task, "succeeded", report => report["error"] = Error()))).Status);
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        var events = await writer.GetJsonAsync($"/api/tasks/{task.Id}/events");
        Assert.All(events.GetProperty("items").EnumerateArray(), item => Assert.Equal(System.Text.Json.JsonValueKind.Null, item.GetProperty("error").ValueKind));
    }

    [Fact]
    public async Task A_worker_can_not_turn_the_next_attempt_to_another_branch()
    {
        var (task, token) = await _rig.ClaimedAsync();
        await _rig.CompleteAsync(token, Report(task, "failed", report => (report["branch"], report["error"]) = ("main", Error())));
        Assert.Equal(task.Branch, (await _rig.ReadAsync(task)).Branch);
    }

    [Fact]
    public async Task Repeats_answer_as_the_first_did_and_other_reports_are_kept_within_bounds()
    {
        var (task, token) = await _rig.ClaimedAsync();
        var report = Report(task, "failed", report => report["error"] = Error());
        Assert.Equal(200, (await _rig.CompleteAsync(token, report)).Status);
        for (var number = 1; number <= 12; number++)
        {
            await ExpectAsync(_rig.CompleteAsync(token, Report(task, "succeeded", late => late["prUrl"] = $"{Web}/octo/hello/pull/{number}")), 409, "already_finished");
        }

        // Equal in value: other spelling of a number, of an escape, and other spaces.
        var spelt = report.ToJsonString().Replace("0.5", "5.0e-1", StringComparison.Ordinal).Replace("\"done\"", " \"d\\u006fne\" ", StringComparison.Ordinal);
        var (status, body) = await _rig.PostTextAsync("/api/callbacks/complete", token, spelt);
        Assert.Equal((200, $"{{\"taskId\":\"{task.Id}\",\"status\":\"failed\",\"duplicate\":true}}"), (status, body.ToJsonString()));
        var evidence = await _rig.Dashboard.Relay.ReadAsync(db => db.History.Where(row => row.TaskId == task.Id && row.Evidence != null).OrderBy(row => row.Id).ToListAsync());
        Assert.Equal(10, evidence.Count);
        Assert.Contains("/pull/1\"", evidence[0].Evidence, StringComparison.Ordinal);
        Assert.Equal(RelayTaskStatus.Failed, (await _rig.ReadAsync(task)).Status);
    }

    [Fact]
    public async Task A_report_for_an_attempt_that_was_tried_again_is_superseded_but_its_repeat_is_not()
    {
        var (task, token) = await _rig.ClaimedAsync();
        var report = Report(task, "failed", report => report["error"] = Error());
        await _rig.CompleteAsync(token, report);
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        using var retried = await writer.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/retry");
        Assert.Equal(System.Net.HttpStatusCode.Accepted, retried.StatusCode);
        var (status, body) = await _rig.CompleteAsync(token, report);
        Assert.Equal((200, $"{{\"taskId\":\"{task.Id}\",\"status\":\"failed\",\"duplicate\":true}}"), (status, body.ToJsonString()));
        await ExpectAsync(_rig.CompleteAsync(token, Report(task, "succeeded")), 409, "attempt_superseded");
        await ExpectAsync(_rig.PostAsync("/api/worker/events", token, new JsonArray()), 409, "attempt_superseded");
        await ExpectAsync(_rig.GetJobAsync(token), 409, "attempt_superseded");
    }
}
