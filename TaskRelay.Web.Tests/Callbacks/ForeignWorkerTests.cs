using System.Text.Json;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.TaskApi;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>A worker in another language, made from the documented protocol and nothing else.</summary>
public sealed class ForeignWorkerTests
{
    [Fact]
    public async Task A_program_of_another_language_makes_a_pull_request_of_a_task()
    {
        await using var world = await World.StartAsync(new Dictionary<string, string>
        {
            ["Runners:Local:Command"] = $"python3 '{Path.Combine(AppContext.BaseDirectory, "Callbacks", "Foreign", "worker.py")}'",
        });
        using var browser = new TestBrowser(world.Relay.Address);
        using (await browser.SignInAsync("writer"))
        {
        }

        using var asked = await browser.AskAsync(new { repository = World.Repository, issueNumber = 1, agent = "scribe", instructions = "write it down" });
        var id = (await asked.JsonAsync(201)).GetProperty("id").GetGuid();
        var task = await world.WaitAsync(
            "the task's end", () => browser.GetJsonAsync($"/api/tasks/{id}"), view => view.GetProperty("completedAt").ValueKind != JsonValueKind.Null);

        Assert.True(task.GetProperty("status").GetString() == "succeeded", task.ToString());
        var pull = Assert.Single(world.GitHub.State.PullRequests(World.Repository));
        Assert.Equal((pull.Number, pull.HeadRef, pull.HeadSha), (
            task.GetProperty("pullRequest").GetProperty("number").GetInt32(), task.GetProperty("branch").GetString(), task.GetProperty("commitSha").GetString()));
        Assert.Equal("main", pull.BaseRef);
        var prompt = (await browser.GetJsonAsync($"/api/tasks/{id}/prompt")).GetProperty("text").GetString();
        Assert.Equal(prompt, world.GitHub.State.ReadFile(World.Repository, pull.HeadRef, "PROMPT.txt"));
        Assert.Contains("write it down", prompt, StringComparison.Ordinal);
        Assert.Equal("""{"inputTokens":12,"outputTokens":3,"costUsd":0.25}""", task.GetProperty("usage").GetRawText());

        var log = await browser.GetJsonAsync($"/api/tasks/{id}/events");
        Assert.Equal(
            ["cloning", "running_agent", "pushing", "opening_pull_request"],
            log.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("kind").GetString() == "progress").Select(item => item.GetProperty("stream").GetString()));

        // Nobody commented, and yet there is one comment that tells of it all.
        await world.WaitAsync(
            "the status comment",
            () => Task.FromResult(world.GitHub.State.Comments(World.Repository, 1).Where(comment => comment.Body.Contains($"taskrelay:status:{id}", StringComparison.Ordinal)).ToList()),
            comments => comments is [var only] && only.Body.Contains($"/pull/{pull.Number}", StringComparison.Ordinal));
    }
}
