using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>The worker protocol as a program of another kind speaks it: tickets, tokens, events and reports over HTTP.</summary>
public sealed class WorkerProtocolTests : IAsyncLifetime
{
    private World _world = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        // A worker that leaves its ticket where the test finds it, and lives.
        _world = await World.StartAsync(new Dictionary<string, string>
        {
            ["Runners:Local:Command"] = "sh -c 'read -r ticket; echo \"$ticket\" > \"$TASKRELAY_WORKDIR/ticket.part\"; mv \"$TASKRELAY_WORKDIR/ticket.part\" \"$TASKRELAY_WORKDIR/ticket\"; exec sleep 120'",
        });
        _http = new HttpClient { BaseAddress = _world.Relay.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_claim_may_be_repeated_by_its_worker_and_by_nobody_else()
    {
        var (_, _, ticket) = await LaunchAsync();
        var first = await ClaimAsync(ticket, "one");
        var repeated = await ClaimAsync(ticket, "one");
        Assert.Equal((200, 200), (first.Status, repeated.Status));
        Assert.Equal(90, (int)repeated.Body["leaseSeconds"]!);
        await ExpectAsync(ClaimAsync(ticket, "two"), 409, "already_claimed");
        await ExpectAsync(ClaimAsync("trl_unknown", "one"), 401, "invalid_token");

        // The lost answer's token opens nothing; the repeated one's does.
        await ExpectAsync(SendAsync("/api/worker/events", TokenOf(first), new JsonArray()), 401, "invalid_token");
        Assert.Equal(200, (await SendAsync("/api/worker/events", TokenOf(repeated), new JsonArray())).Status);
    }

    [Fact]
    public async Task The_job_names_one_repository_and_its_token_opens_only_that()
    {
        var (_, task, ticket) = await LaunchAsync();
        var token = TokenOf(await ClaimAsync(ticket, "one"));
        var job = await GetJobAsync(token);
        Assert.Equal($"{_world.GitHub.Url}octo/hello.git", (string?)job["cloneUrl"]);
        Assert.Equal(task.Branch, (string?)job["branch"]);
        Assert.True((DateTimeOffset)job["token"]!["expiresAt"]! > DateTimeOffset.UtcNow.AddMinutes(10));
        Assert.DoesNotContain("x-access-token", job.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_stored_once_in_order_and_renew_the_lease()
    {
        var (_, task, ticket) = await LaunchAsync();
        var token = TokenOf(await ClaimAsync(ticket, "one"));
        var before = await LeaseAsync(task);
        await SendAsync("/api/worker/events", token, new JsonObject { ["events"] = new JsonArray(Event(1, "one"), Event(2, "two")) });
        await SendAsync("/api/worker/events", token, new JsonArray(Event(2, "two"), Event(4, "four")));
        await SendAsync("/api/worker/events", token, new JsonArray(Event(3, "three"), Event(3, "three")));
        var lines = await _world.ReadAsync(context => context.Events
            .Where(line => line.TaskId == task.Id && line.Kind == TaskEventKind.Log).OrderBy(line => line.Seq).ToListAsync());
        Assert.Equal(["one", "two", "four", "three"], lines.Select(line => line.Text));
        Assert.Equal(4, lines.Select(line => line.Seq).Distinct().Count());
        Assert.True(await LeaseAsync(task) > before);
    }

    [Fact]
    public async Task A_report_repeated_is_a_duplicate_and_another_one_is_evidence()
    {
        var (comment, task, ticket) = await LaunchAsync();
        var token = TokenOf(await ClaimAsync(ticket, "one"));
        var report = Report(task, "succeeded");
        var first = await SendAsync("/api/callbacks/complete", token, report);
        Assert.Equal($"{{\"taskId\":\"{task.Id}\",\"status\":\"succeeded\",\"duplicate\":false}}", first.Body.ToJsonString());

        // The same values in another order.
        var shuffled = new JsonObject(report.Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        var again = await SendAsync("/api/callbacks/complete", token, shuffled);
        Assert.Equal($"{{\"taskId\":\"{task.Id}\",\"status\":\"succeeded\",\"duplicate\":true}}", again.Body.ToJsonString());

        var other = Report(task, "failed");
        other["error"] = new JsonObject { ["code"] = "agent_failed", ["message"] = "no", ["phase"] = null };
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, other), 409, "already_finished");
        await ExpectAsync(SendAsync("/api/worker/events", token, new JsonArray()), 409, "already_finished");
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(comment)).Status);
        Assert.Equal(1, await _world.ReadAsync(context => context.History.CountAsync(row => row.TaskId == task.Id && row.Evidence != null)));
    }

    [Fact]
    public async Task Forged_and_malformed_reports_change_nothing()
    {
        var (_, task, ticket) = await LaunchAsync();
        var token = TokenOf(await ClaimAsync(ticket, "one"));
        await ExpectAsync(SendAsync("/api/callbacks/complete", "tra_forged", Report(task, "succeeded")), 401, "invalid_token");
        await ExpectAsync(SendAsync("/api/callbacks/complete", ticket, Report(task, "succeeded")), 401, "invalid_token");
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("taskId", Guid.NewGuid())), 404, "task_not_found");
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("attempt", 2)), 409, "attempt_superseded");
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("status", "done")), 400, "invalid_request");
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("status", "failed")), 400, "invalid_request");
        await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("status", "stopped")), 409, "invalid_transition");
        foreach (var url in new[] { "https://evil.test/octo/hello/pull/1", $"{_world.GitHub.Url}octo/other/pull/1", $"{_world.GitHub.Url}octo/hello/pull/1/../../x", "javascript:alert(1)" })
        {
            await ExpectAsync(SendAsync("/api/callbacks/complete", token, With("prUrl", url)), 400, "invalid_pr_url");
        }

        var now = await _world.ReadAsync(context => context.Tasks.SingleAsync(row => row.Id == task.Id));
        Assert.Equal(RelayTaskStatus.Running, now.Status);

        JsonObject With(string name, JsonNode value)
        {
            var report = Report(task, "succeeded");
            report[name] = value;
            return report;
        }
    }

    [Fact]
    public async Task An_older_attempt_can_never_write()
    {
        var (comment, task, ticket) = await LaunchAsync();
        var old = TokenOf(await ClaimAsync(ticket, "one"));
        var attempt = await _world.ReadAsync(context => context.Attempts.SingleAsync(row => row.TaskId == task.Id));
        Processes.Kill(int.Parse(attempt.Handle!.Split(':')[0]));
        var second = await _world.WaitForTaskAsync(comment, row => row is { Attempt: 2, Status: RelayTaskStatus.Running });
        await ExpectAsync(SendAsync("/api/callbacks/complete", old, Report(task, "succeeded")), 409, "attempt_superseded");
        await ExpectAsync(SendAsync("/api/worker/events", old, new JsonArray(Event(1, "late"))), 409, "attempt_superseded");
        await ExpectAsync(ClaimAsync(ticket, "one"), 409, "attempt_superseded");
        Assert.Equal(RelayTaskStatus.Running, (await _world.WaitForTaskAsync(comment, _ => true)).Status);
        Assert.Equal(2, second.Attempt);
    }

    [Fact]
    public async Task A_completion_while_stopping_ends_stopped_and_keeps_its_evidence()
    {
        var (comment, task, ticket) = await LaunchAsync();
        var token = TokenOf(await ClaimAsync(ticket, "one"));
        await _world.CommentAsync(task.IssueNumber, "@taskrelay stop", "maintainer");
        await _world.WaitForTaskAsync(comment, row => row.Status is RelayTaskStatus.Stopping or RelayTaskStatus.Stopped);
        var report = Report(task, "succeeded");
        report["prUrl"] = $"{_world.GitHub.Url}octo/hello/pull/77";
        await SendAsync("/api/callbacks/complete", token, report);
        var ended = await _world.WaitForEndAsync(comment);
        Assert.Equal(RelayTaskStatus.Stopped, ended.Status);
        Assert.Null(ended.ErrorCode);
        var evidence = await _world.ReadAsync(context => context.History.Where(row => row.TaskId == task.Id && row.Evidence != null).Select(row => row.Evidence).ToListAsync());
        Assert.Contains("/pull/77", Assert.Single(evidence), StringComparison.Ordinal);
    }

    private static JsonObject Event(long seq, string text) => new()
    {
        ["seq"] = seq,
        ["at"] = DateTimeOffset.UtcNow.ToString("O"),
        ["kind"] = "log",
        ["stream"] = "stdout",
        ["text"] = text,
        ["unknown"] = 1,
    };

    private static JsonObject Report(RelayTask task, string status) => new()
    {
        ["taskId"] = task.Id,
        ["attempt"] = task.Attempt,
        ["status"] = status,
        ["branch"] = null,
        ["commitSha"] = null,
        ["prUrl"] = null,
        ["summary"] = "done",
        ["usage"] = new JsonObject { ["inputTokens"] = 1, ["outputTokens"] = 2, ["costUsd"] = 0.5 },
        ["error"] = null,
    };

    private static string TokenOf((int Status, JsonObject Body) claim) => (string)claim.Body["token"]!;

    private static async Task ExpectAsync(Task<(int Status, JsonObject Body)> sending, int status, string code)
    {
        var (actual, body) = await sending;
        Assert.Equal((status, code), (actual, (string?)body["code"]));
    }

    private async Task<(PostedComment Comment, RelayTask Task, string Ticket)> LaunchAsync()
    {
        var comment = await _world.CommentAsync(1, "@taskrelay scribe");
        var task = await _world.WaitForTaskAsync(comment, row => row.Status == RelayTaskStatus.Running);
        var path = Path.Combine(_world.Path("work"), $"{task.Id:N}-{task.Attempt}", "ticket");
        await _world.WaitAsync("the ticket", () => Task.FromResult(File.Exists(path)), there => there);
        await _world.WaitAsync(
            "the handle", () => _world.ReadAsync(context => context.Attempts.SingleAsync(row => row.TaskId == task.Id)), row => row.Handle is not null);
        return (comment, task, (await File.ReadAllTextAsync(path)).Trim());
    }

    private Task<(int Status, JsonObject Body)> ClaimAsync(string ticket, string worker) =>
        SendAsync("/api/worker/claim", ticket, new JsonObject { ["workerId"] = worker });

    private async Task<JsonObject> GetJobAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/worker/job");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<(int Status, JsonObject Body)> SendAsync(string path, string token, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request);
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    private async Task<DateTimeOffset> LeaseAsync(RelayTask task) => await _world.ReadAsync(async context =>
        (await context.Attempts.SingleAsync(row => row.TaskId == task.Id && row.Number == task.Attempt)).LeaseUntil!.Value);
}
