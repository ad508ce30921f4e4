using System.Text;
using Microsoft.EntityFrameworkCore;
using Octokit;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Simulator;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>Tasks that no comment asks for: what they are made of, and who may have them where.</summary>
public sealed class TaskCreationTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await RegisteredApp.StartAsync();
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_task_carries_the_wish_and_what_GitHub_says_of_the_issue()
    {
        using var answer = await _writer.AskAsync(new
        {
            repository = "Octo/HELLO",
            issueNumber = 2,
            agent = "Claude-Code",
            model = "opus",
            priority = "high",
            instructions = "  mind the tests\r\nall of them ",
            baseBranch = "main",
        });
        var task = await answer.JsonAsync(201);
        var id = task.GetProperty("id").GetGuid();
        Assert.Equal($"/api/tasks/{id}", answer.Headers.Location!.ToString());
        var issue = _dashboard.GitHub.State.FindIssue("octo/hello", 2)!;
        Assert.Equal(
            ("queued", "api", "claude", "opus", "high", "octo/hello", issue.Title, "mind the tests\nall of them", "writer", "main", null),
            (Text("status"), Text("source"), Text("agent"), Text("model"), Text("priority"), task.GetProperty("repository").GetProperty("fullName").GetString(),
                task.GetProperty("issue").GetProperty("title").GetString(), Text("instructions"), task.GetProperty("createdBy").GetProperty("login").GetString(),
                Text("baseBranch"), Text("error")));
        Assert.Equal($"taskrelay/2-{id.ToString("N")[^12..]}", Text("branch"));
        var stored = await _dashboard.Relay.ReadAsync(db => db.Tasks.SingleAsync());
        Assert.Equal((issue.Body, issue.Author.Login, _dashboard.RepositoryId, null), (stored.IssueBody, stored.IssueAuthor, stored.RepositoryId, stored.CommentId));
        var audit = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.SingleAsync(row => row.Action == "task_created"));
        Assert.Equal(("writer", $"task {id}", "done"), (audit.Actor, audit.Target, audit.Outcome));

        string? Text(string name) => task.GetProperty(name).GetString();
    }

    [Fact]
    public async Task What_is_left_open_has_defaults()
    {
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 });
        var task = await answer.JsonAsync(201);
        Assert.Equal(
            ("claude", "normal", ""),
            (task.GetProperty("agent").GetString(), task.GetProperty("priority").GetString(), task.GetProperty("instructions").GetString()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, task.GetProperty("baseBranch").ValueKind);
    }

    [Fact]
    public async Task It_has_one_status_comment_though_nobody_commented()
    {
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1, agent = "scribe" });
        var id = (await answer.JsonAsync(201)).GetProperty("id").GetGuid();
        await _dashboard.WaitAsync(() => _dashboard.GitHub.State.Comments("octo/hello", 1).Any(comment => comment.Body.Contains($"taskrelay:status:{id}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task On_a_pull_request_it_works_on_the_head_branch()
    {
        var state = _dashboard.GitHub.State;
        state.Commit("octo/hello", "fix", new Dictionary<string, string?> { ["a.txt"] = "a" }, "Fix", "writer");
        var pull = await _dashboard.GitHub.Octokit(state.CreateInstallationToken("octo/hello")).PullRequest.Create("octo", "hello", new NewPullRequest("Fix", "fix", "main"));
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = pull.Number, agent = "scribe" });
        var task = await answer.JsonAsync(201);
        Assert.EndsWith($"/pull/{pull.Number}", task.GetProperty("issue").GetProperty("url").GetString(), StringComparison.Ordinal);
        await _dashboard.WaitAsync(async () => (await _dashboard.Relay.ReadAsync(db => db.Tasks.SingleAsync())) is { AdmittedAt: not null, Branch: "fix", OnPullRequest: true });
    }

    [Theory]
    [InlineData("""{"issueNumber":1}""", "repository")]
    [InlineData("""{"repository":null,"issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"hello","issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"octo/hello/x","issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"octo/..","issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"octo/hello?x","issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"octo/hello\n","issueNumber":1}""", "repository")]
    [InlineData("""{"repository":7,"issueNumber":1}""", "repository")]
    [InlineData("""{"repository":"octo/hello"}""", "issueNumber")]
    [InlineData("""{"repository":"octo/hello","issueNumber":0}""", "issueNumber")]
    [InlineData("""{"repository":"octo/hello","issueNumber":-1}""", "issueNumber")]
    [InlineData("""{"repository":"octo/hello","issueNumber":"1"}""", "issueNumber")]
    [InlineData("""{"repository":"octo/hello","issueNumber":99999999999}""", "issueNumber")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"agent":"nobody"}""", "agent")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"agent":""}""", "agent")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"model":"--dangerous"}""", "model")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"priority":"urgent"}""", "priority")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"priority":1}""", "priority")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"instructions":"\u0000"}""", "instructions")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"instructions":"\ud800"}""", "instructions")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"baseBranch":"a..b"}""", "baseBranch")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"baseBranch":"refs/heads/main"}""", "baseBranch")]
    [InlineData("""{"repository":"octo/hello","issueNumber":1,"colour":"red"}""", "colour")]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public async Task A_wish_that_is_not_valid_is_told_by_member(string body, string? field)
    {
        using var answer = await SendAsync(body, "application/json");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.BadRequest, $"{answer.StatusCode} {text}");
        var problem = System.Text.Json.JsonDocument.Parse(text).RootElement;
        Assert.Contains(problem.GetProperty("code").GetString(), (string[])["invalid_request", "invalid_json"]);
        if (field is not null)
        {
            Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }

        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.Tasks.CountAsync()));
    }

    [Fact]
    public async Task Instructions_have_a_bound_and_the_body_is_JSON()
    {
        using var longest = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1, instructions = new string('x', 65536) });
        await longest.JsonAsync(201);
        using var longer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1, instructions = new string('x', 65537) });
        await Problems.ExpectAsync(longer, 400, "invalid_request");
        using var form = await SendAsync("repository=octo/hello&issueNumber=1", "application/x-www-form-urlencoded");
        await Problems.ExpectAsync(form, 415, "unsupported_media_type");
        using var nobody = new TestBrowser(_dashboard.Address);
        using var anonymous = await nobody.AskAsync(new { repository = "octo/hello", issueNumber = 1 });
        await Problems.ExpectAsync(anonymous, 401, "not_signed_in");
    }

    [Theory]
    [InlineData("reader")]
    [InlineData("stranger")]
    public async Task Who_can_see_a_repository_and_not_push_hears_so(string login)
    {
        using var browser = await _dashboard.SignInAsync(login);
        using var answer = await browser.AskAsync(new { repository = "octo/hello", issueNumber = 1 });
        await Problems.ExpectAsync(answer, 403, "no_write_access");

        // Whether an issue exists is for those who may have a task there.
        using var none = await browser.AskAsync(new { repository = "octo/hello", issueNumber = 999 });
        await Problems.ExpectAsync(none, 403, "no_write_access");
    }

    [Fact]
    public async Task A_hidden_repository_is_like_none()
    {
        _dashboard.GitHub.State.AddRepository("octo/secret", isPrivate: true);
        _dashboard.GitHub.State.AddIssue("octo/secret", "Hush", "");
        _dashboard.GitHub.State.AddRepository("octo/aside", installed: false);
        using var stranger = await _dashboard.SignInAsync("stranger");
        var details = new HashSet<string?>();
        foreach (var repository in new[] { "octo/secret", "octo/aside", "octo/nothing", "nobody/nothing" })
        {
            using var answer = await stranger.AskAsync(new { repository, issueNumber = 1 });
            details.Add((await Problems.ExpectAsync(answer, 404, "repository_not_installed")).GetProperty("detail").GetString());
        }

        Assert.Single(details);
    }

    [Fact]
    public async Task Administrators_need_GitHubs_permission_too()
    {
        _dashboard.GitHub.State.AddRepository("octo/theirs", isPrivate: true);
        _dashboard.GitHub.State.AddIssue("octo/theirs", "Do it", "");
        using var administrator = await _dashboard.SignInAsync("maintainer");
        using var hidden = await administrator.AskAsync(new { repository = "octo/theirs", issueNumber = 1 });
        await Problems.ExpectAsync(hidden, 404, "repository_not_installed");
        _dashboard.GitHub.State.SetPermission("octo/theirs", "maintainer", "read");
        using var seen = await administrator.AskAsync(new { repository = "octo/theirs", issueNumber = 1 });
        await Problems.ExpectAsync(seen, 403, "no_write_access");
        _dashboard.GitHub.State.SetPermission("octo/theirs", "maintainer", "write");
        using var allowed = await administrator.AskAsync(new { repository = "octo/theirs", issueNumber = 1 });
        await allowed.JsonAsync(201);
    }

    [Fact]
    public async Task An_issue_that_is_not_there_is_told()
    {
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 999 });
        await Problems.ExpectAsync(answer, 404, "issue_not_found");
    }

    [Theory]
    [InlineData("/repos/octo/hello/installation")]
    [InlineData("/access_tokens")]
    [InlineData("/collaborators/")]
    [InlineData("/issues/1$")]
    public async Task Without_GitHubs_word_nothing_is_stored(string path)
    {
        _dashboard.GitHub.Faults.Add(Fault.ServerError(path, 503, times: 50));
        using var answer = await _writer.AskAsync(new { repository = "octo/hello", issueNumber = 1 });
        await Problems.ExpectAsync(answer, 502, "github_unavailable");
        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.Tasks.CountAsync()));
    }

    [Fact]
    public async Task Another_sites_page_makes_none()
    {
        using var answer = await _writer.SendAsync(
            HttpMethod.Post, "/api/tasks", new { repository = "octo/hello", issueNumber = 1 }, ("Sec-Fetch-Site", "cross-site"));
        await Problems.ExpectAsync(answer, 403, "cross_origin");
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string type)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_dashboard.Address, "/api/tasks"));
        request.Headers.TryAddWithoutValidation("Cookie", $"taskrelay={_writer.Cookies["taskrelay"]}");
        request.Content = new StringContent(body, Encoding.UTF8, type);
        return await client.SendAsync(request);
    }
}
