using System.Net;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>Who sees which task: their own, those of repositories that they can push to, administrators all.</summary>
public sealed class VisibilityTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("maintainer", true)]
    [InlineData("writer", true)]
    [InlineData("reader", false)]
    [InlineData("stranger", false)]
    public async Task A_task_shows_to_those_who_can_push(string login, bool visible)
    {
        var task = await _dashboard.AddTaskAsync(by: "maintainer");
        using var browser = await _dashboard.SignInAsync(login);
        var list = await browser.GetJsonAsync("/api/tasks");
        Assert.Equal(visible ? 1 : 0, list.GetProperty("items").GetArrayLength());
        foreach (var path in new[] { "", "/status", "/events", "/stream" })
        {
            using var answer = await browser.GetAsync($"/api/tasks/{task.Id}{path}");
            if (visible)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
            else
            {
                await Problems.ExpectAsync(answer, 404, "task_not_found");
            }
        }

        using var page = await browser.GetAsync($"/tasks/{task.Id}");
        Assert.Equal(visible ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        using var stop = await browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
        Assert.Equal(visible ? HttpStatusCode.Accepted : HttpStatusCode.NotFound, stop.StatusCode);
    }

    [Fact]
    public async Task An_own_task_stays_visible_without_access_but_closed()
    {
        var task = await _dashboard.AddTaskAsync(by: "reader", status: RelayTaskStatus.Failed);
        await _dashboard.AddLogAsync(task, "stdout", 1, "a line from the repository");
        using var browser = await _dashboard.SignInAsync("reader");
        var view = await browser.GetJsonAsync($"/api/tasks/{task.Id}");
        Assert.Equal("failed", view.GetProperty("status").GetString());
        foreach (var path in new[] { "/events", "/stream" })
        {
            using var answer = await browser.GetAsync($"/api/tasks/{task.Id}{path}");
            await Problems.ExpectAsync(answer, 404, "task_not_found");
        }

        using var retry = await browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/retry");
        await Problems.ExpectAsync(retry, 404, "task_not_found");
        using var page = await browser.GetAsync($"/tasks/{task.Id}");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("You can no longer push", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a line from the repository", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_GitHubs_word_the_api_gives_nothing_that_could_be_half_of_the_truth()
    {
        var own = await _dashboard.AddTaskAsync(by: "writer");
        var other = await _dashboard.AddTaskAsync(by: "maintainer");
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/user/installations", 503, times: 100));
        using var list = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(list, 502, "github_unavailable");
        using var mine = await browser.GetAsync($"/api/tasks/{own.Id}");
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        using var theirs = await browser.GetAsync($"/api/tasks/{other.Id}");
        await Problems.ExpectAsync(theirs, 502, "github_unavailable");
        using var none = await browser.GetAsync($"/api/tasks/{Guid.CreateVersion7()}");
        await Problems.ExpectAsync(none, 502, "github_unavailable");

        using var page = await browser.GetAsync("/tasks");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("only tasks of your own are shown", html, StringComparison.Ordinal);
        Assert.Contains($"{own.Id}", html, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other.Id}", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callers_at_the_same_moment_share_one_question_to_GitHub()
    {
        await _dashboard.AddTaskAsync();
        using var browser = await _dashboard.SignInAsync("writer");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => browser.GetAsync("/api/tasks")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Single(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/user/installations");
    }

    [Fact]
    public async Task A_revoked_authorization_ends_the_session()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/user/installations", Status = 401, Body = """{"message":"Bad credentials"}""" });
        using var first = await browser.GetAsync("/api/tasks");
        using var second = await browser.GetAsync("/api/tasks");
        await Problems.ExpectAsync(second, 401, "not_signed_in");
    }
}
