using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>What the agent was told, for those to whom the task is open.</summary>
public sealed class TaskPromptTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task The_newest_attempts_prompt_is_told_to_those_who_can_push()
    {
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Failed, change: row => row.Attempt = 2);
        using var writer = await _dashboard.SignInAsync("writer");
        using var none = await writer.GetAsync($"/api/tasks/{task.Id}/prompt");
        await Problems.ExpectAsync(none, 404, "prompt_not_found");
        await AddAttemptAsync(task, 1, "first");
        await AddAttemptAsync(task, 2, "second");
        var prompt = await writer.GetJsonAsync($"/api/tasks/{task.Id}/prompt");
        Assert.Equal("""{"attempt":2,"text":"second","hiddenRemoved":7,"parts":[],"removed":[]}""", prompt.GetRawText());
        using var stranger = await _dashboard.SignInAsync("stranger");
        using var hidden = await stranger.GetAsync($"/api/tasks/{task.Id}/prompt");
        await Problems.ExpectAsync(hidden, 404, "task_not_found");
    }

    [Fact]
    public async Task Ones_own_is_closed_once_access_is_lost()
    {
        var task = await _dashboard.AddTaskAsync(by: "reader", status: RelayTaskStatus.Failed);
        await AddAttemptAsync(task, 1, "what stands in the repository's issue");
        using var reader = await _dashboard.SignInAsync("reader");
        await reader.GetJsonAsync($"/api/tasks/{task.Id}");
        using var answer = await reader.GetAsync($"/api/tasks/{task.Id}/prompt");
        await Problems.ExpectAsync(answer, 404, "task_not_found");
    }

    [Fact]
    public async Task Ones_own_can_still_be_stopped()
    {
        var task = await _dashboard.AddTaskAsync(by: "reader");
        using var reader = await _dashboard.SignInAsync("reader");
        using var answer = await reader.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
        Assert.Equal("stopped", (await answer.JsonAsync(202)).GetProperty("status").GetString());
    }

    private Task AddAttemptAsync(RelayTask task, int number, string prompt) => _dashboard.Get<IWriteGate>().WriteAsync(
        async (scope, token) =>
        {
            scope.Db.Attempts.Add(new TaskAttempt
            {
                TaskId = task.Id,
                Number = number,
                Runner = "local",
                Owner = "test",
                StartedAt = DateTimeOffset.UtcNow,
                LaunchDeadline = DateTimeOffset.UtcNow,
                TicketHash = Guid.NewGuid().ToByteArray(),
                TicketExpiresAt = DateTimeOffset.UtcNow,
                EndedAt = DateTimeOffset.UtcNow,
                IsCleaned = true,
                Prompt = prompt,
                PromptHiddenRemoved = 7,
            });
            await scope.Db.SaveChangesAsync(token);
        },
        CancellationToken.None);
}
