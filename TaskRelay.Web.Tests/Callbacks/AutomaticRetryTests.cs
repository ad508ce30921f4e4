using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Contracts;
using TaskRelay.Web.Tasks;
using TaskRelay.Worker.Output;
using static TaskRelay.Web.Tests.Callbacks.AttemptRig;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>What broke outside is tried again by itself; what the agent did is not.</summary>
public sealed class AutomaticRetryTests : IAsyncLifetime
{
    private AttemptRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await AttemptRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_used_up_quota_waits_until_the_told_time_and_shows_it()
    {
        var told = DateTimeOffset.UtcNow.AddHours(3);
        var (task, token) = await _rig.ClaimedAsync();
        var report = Failed(task, "agent_quota", error => error["retryAt"] = told);
        var (status, body) = await _rig.CompleteAsync(token, report);
        Assert.Equal((200, $"{{\"taskId\":\"{task.Id}\",\"status\":\"failed\",\"duplicate\":false}}"), (status, body.ToJsonString()));
        (status, body) = await _rig.CompleteAsync(token, report.DeepClone());
        Assert.Equal((200, $"{{\"taskId\":\"{task.Id}\",\"status\":\"failed\",\"duplicate\":true}}"), (status, body.ToJsonString()));

        var waiting = await _rig.ReadAsync(task);
        Assert.Equal((RelayTaskStatus.Queued, 2, null), (waiting.Status, waiting.Attempt, waiting.ErrorCode));
        Assert.InRange(waiting.NextAdmissionAt, told, told.AddMinutes(2));
        Assert.Contains("quota is used up", waiting.WaitReason, StringComparison.Ordinal);
        var moves = await _rig.Dashboard.Relay.ReadAsync(db => db.History.Where(row => row.TaskId == task.Id).OrderBy(row => row.Id).Select(row => row.To).ToListAsync());
        Assert.Equal([RelayTaskStatus.Failed, RelayTaskStatus.Queued], moves[^2..]);

        // Nobody is told of an end that is none.
        Assert.Equal(0, await _rig.Dashboard.Relay.ReadAsync(db => db.Outbox.CountAsync(row => row.TaskId == task.Id && row.Key.StartsWith("mention"))));
    }

    [Theory]
    [InlineData("clone_failed", true, null, 1, true)]
    [InlineData("agent_failed", true, null, 1, true)]
    [InlineData("clone_failed", false, null, 1, false)]
    [InlineData("agent_failed", false, null, 1, false)]
    [InlineData("push_refused", true, null, 1, false)]
    [InlineData("agent_quota", false, null, 1, false)]
    [InlineData("agent_quota", false, -1.0, 1, true)]
    [InlineData("agent_quota", false, 23.0, 1, true)]
    [InlineData("agent_quota", false, 25.0, 1, false)]
    [InlineData("agent_quota", false, 1.0, 3, false)]
    [InlineData("clone_failed", true, null, 3, false)]
    public async Task Only_what_passes_is_tried_again_while_attempts_last(string code, bool passing, double? hours, int attempt, bool expected)
    {
        var (task, token) = await _rig.ClaimedAsync(row => row.Attempt = attempt);
        await _rig.CompleteAsync(token, Failed(task, code, error =>
        {
            error["passing"] = passing;
            error["retryAt"] = hours is { } wait ? DateTimeOffset.UtcNow.AddHours(wait) : null;
        }));
        var ended = await _rig.ReadAsync(task);
        Assert.Equal(
            expected ? (RelayTaskStatus.Queued, attempt + 1, null) : (RelayTaskStatus.Failed, attempt, code),
            (ended.Status, ended.Attempt, ended.ErrorCode));
    }

    [Fact]
    public async Task A_task_that_is_stopping_is_not_tried_again()
    {
        var (task, token) = await _rig.ClaimedAsync();
        await _rig.Dashboard.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        await _rig.CompleteAsync(token, Failed(task, "clone_failed", error => error["passing"] = true));
        Assert.Equal((RelayTaskStatus.Stopped, 1), ((await _rig.ReadAsync(task)).Status, (await _rig.ReadAsync(task)).Attempt));
    }

    [Fact]
    public void A_worker_reads_the_time_that_its_provider_told_and_knows_an_overload()
    {
        var quota = ExitWords.Error(ErrorCodes.AgentQuota, "The provider refused for lack of quota.", QuotaSigns.WithTime("usage limit reached|1795669200"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_795_669_200), quota.RetryAt);
        Assert.Null(ExitWords.Error(ErrorCodes.AgentQuota, "The provider refused for lack of quota.", "insufficient_quota").RetryAt);
        Assert.Null(ExitWords.Error(ErrorCodes.AgentFailed, "It broke.", QuotaSigns.WithTime("|1795669200")).RetryAt);
        Assert.True(ExitWords.Error(ErrorCodes.AgentFailed, "It broke.", """API Error: 529 {"type":"overloaded_error"}""").Passing);
        Assert.False(ExitWords.Error(ErrorCodes.AgentFailed, "It broke.", "the tests were overloaded").Passing);
    }

    private static JsonObject Failed(RelayTask task, string code, Action<JsonObject> change) => Report(task, "failed", report =>
    {
        var error = Error(code);
        change(error);
        report["error"] = error;
    });
}
