using System.Text.Json.Nodes;
using TaskRelay.Web.Tasks;
using static TaskRelay.Web.Tests.Callbacks.AttemptRig;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>Tickets: once, in time, by one worker. Events: what is taken.</summary>
public sealed class TicketTests : IAsyncLifetime
{
    private AttemptRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await AttemptRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_ticket_is_dead_after_its_time()
    {
        var (_, ticket) = await _rig.LaunchAsync(ticketLife: TimeSpan.FromSeconds(-1));
        await ExpectAsync(_rig.ClaimAsync(ticket, "w"), 401, "invalid_token");
    }

    [Fact]
    public async Task A_claim_may_be_repeated_for_a_minute_and_no_longer()
    {
        var (task, ticket) = await _rig.LaunchAsync();
        Assert.Equal(200, (await _rig.ClaimAsync(ticket, "w")).Status);
        await _rig.AgeAsync(task, TimeSpan.FromSeconds(50));
        Assert.Equal(200, (await _rig.ClaimAsync(ticket, "w")).Status);
        await _rig.AgeAsync(task, TimeSpan.FromSeconds(61));
        await ExpectAsync(_rig.ClaimAsync(ticket, "w"), 409, "already_claimed");
    }

    [Fact]
    public async Task Of_many_workers_with_one_ticket_one_wins()
    {
        var (_, ticket) = await _rig.LaunchAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _rig.ClaimAsync(ticket, $"w{number}")));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(answer => answer.Status == 409 && (string?)answer.Body["code"] == "already_claimed"));
    }

    [Fact]
    public async Task A_stopped_launch_gives_nothing_away()
    {
        var (task, ticket) = await _rig.LaunchAsync();
        await _rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Failed, new TaskError("worker_lost", "Gone."));
        await ExpectAsync(_rig.ClaimAsync(ticket, "w"), 409, "attempt_superseded");
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"workerId":""}""")]
    [InlineData("""{"workerId":5}""")]
    [InlineData("""[]""")]
    [InlineData("""{"workerId":"w"} x""")]
    [InlineData("")]
    public async Task A_claim_without_a_worker_is_malformed_and_leaves_the_ticket(string body)
    {
        var (_, ticket) = await _rig.LaunchAsync();
        await ExpectAsync(_rig.PostTextAsync("/api/worker/claim", ticket, body), 400, "invalid_request");
        await ExpectAsync(_rig.PostTextAsync("/api/worker/claim", "trt_unknown", body), 401, "invalid_token");
        Assert.Equal(200, (await _rig.ClaimAsync(ticket, "w")).Status);
    }

    [Theory]
    [InlineData("""[{"seq":0,"at":"2026-01-01T00:00:00Z","kind":"log","stream":null,"text":"x"}]""")]
    [InlineData("""[{"seq":1.5,"at":"2026-01-01T00:00:00Z","kind":"log","stream":null,"text":"x"}]""")]
    [InlineData("""[{"seq":1,"at":"yesterday","kind":"log","stream":null,"text":"x"}]""")]
    [InlineData("""[{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"state","stream":null,"text":"x"}]""")]
    [InlineData("""[{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"log","stream":null,"text":null}]""")]
    [InlineData("""[{"seq":1,"at":"2026-01-01T00:00:00Z","kind":"log","stream":null,"text":"\ud800"}]""")]
    [InlineData("""{"events":{}}""")]
    [InlineData("7")]
    public async Task A_batch_with_something_else_in_it_is_refused_whole(string body)
    {
        var (task, token) = await _rig.ClaimedAsync();
        await ExpectAsync(_rig.PostTextAsync("/api/worker/events", token, body), 400, "invalid_request");
        await ExpectAsync(_rig.PostTextAsync("/api/worker/events", "tra_unknown", body), 401, "invalid_token");
        Assert.Equal(1, (await _rig.ReadAsync(task)).LastEventSeq);
    }

    [Fact]
    public async Task A_batch_and_a_line_have_bounds()
    {
        var (task, token) = await _rig.ClaimedAsync();
        Assert.Equal(200, (await _rig.PostAsync("/api/worker/events", token, Batch(1, 1000, "x"))).Status);
        await ExpectAsync(_rig.PostAsync("/api/worker/events", token, Batch(1001, 1001, "x")), 400, "invalid_request");
        await ExpectAsync(_rig.PostAsync("/api/worker/events", token, Batch(1001, 1, new string('x', 1024 * 1024))), 413, "payload_too_large");
        await ExpectAsync(_rig.PostTextAsync("/api/worker/events", token, "[]", "text/plain"), 415, "unsupported_media_type");
        Assert.Equal(200, (await _rig.PostAsync("/api/worker/events", token, Batch(1001, 1, new string('y', 70_000)))).Status);
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        var last = (await writer.GetJsonAsync($"/api/tasks/{task.Id}/events?after=1001")).GetProperty("items")[0].GetProperty("text").GetString()!;
        Assert.Equal(65536, last.TrimEnd('[', ']', '…', ' ', 'c', 'u', 't').Length);
    }

    [Fact]
    public async Task A_worker_is_told_once_its_task_is_to_stop_and_nothing_once_it_has_ended()
    {
        var (task, token) = await _rig.ClaimedAsync();
        Assert.True((bool)(await _rig.PostAsync("/api/worker/events", token, new JsonArray())).Body["continue"]!);
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        using (await writer.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop"))
        {
        }

        var (status, body) = await _rig.PostAsync("/api/worker/events", token, new JsonArray());
        Assert.True(status == 409 || (status == 200 && !(bool)body["continue"]!), $"{status} {body}");
        await _rig.CompleteAsync(token, Report(task, "stopped"));
        await ExpectAsync(_rig.PostAsync("/api/worker/events", token, new JsonArray()), 409, "already_finished");
        await ExpectAsync(_rig.GetJobAsync(token), 409, "already_finished");
    }

    [Fact]
    public async Task The_job_has_everything_that_an_attempt_needs()
    {
        var (task, token) = await _rig.ClaimedAsync(row => row.BaseBranch = "main");
        var (status, job) = await _rig.GetJobAsync(token);
        Assert.Equal(200, status);
        Assert.Equal(
            [
                "agent", "apiBaseUrl", "attempt", "baseBranch", "branch", "cloneUrl", "commit", "limits", "prompt", "pullRequest", "repository", "restoreFromBase",
                "sandbox", "taskId", "token",
            ],
            job.Select(member => member.Key).Order());
        Assert.Equal((task.Id, 1, "main", task.Branch), ((Guid)job["taskId"]!, (int)job["attempt"]!, (string?)job["baseBranch"], (string?)job["branch"]));

        // The prompt is made once, and is what people are shown.
        var again = (await _rig.GetJobAsync(token)).Body;
        Assert.Equal((string?)job["prompt"], (string?)again["prompt"]);
        using var writer = await _rig.Dashboard.SignInAsync("writer");
        Assert.Equal((string?)job["prompt"], (await writer.GetJsonAsync($"/api/tasks/{task.Id}/prompt")).GetProperty("text").GetString());
        await ExpectAsync(_rig.GetJobAsync("tra_unknown"), 401, "invalid_token");
    }

    private static JsonArray Batch(int first, int count, string text) => new([.. Enumerable.Range(first, count).Select(seq => new JsonObject
    {
        ["seq"] = seq,
        ["at"] = "2026-01-01T00:00:00Z",
        ["kind"] = "log",
        ["stream"] = "stdout",
        ["text"] = text,
        ["more"] = new JsonObject { ["unknown"] = true },
    })]);
}
