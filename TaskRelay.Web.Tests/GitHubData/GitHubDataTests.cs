using System.Text.Json;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.GitHubData;

/// <summary>What GitHub shows a person, through the API, with their own token.</summary>
public sealed class GitHubDataTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/github/summary")]
    [InlineData("/api/github/profile")]
    [InlineData("/api/github/orgs")]
    [InlineData("/api/github/installations")]
    [InlineData("/api/github/repositories")]
    [InlineData("/api/github/issues/octo/hello/1")]
    [InlineData("/api/rate-limit")]
    public async Task Nobody_is_told_anything(string path)
    {
        using var answer = await _dashboard.Relay.Client.GetAsync(path);
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    [Fact]
    public async Task The_summary_has_every_part()
    {
        var summary = await _writer.GetJsonAsync("/api/github/summary");
        Assert.Equal(["user", "installations", "organizations", "repositories", "rateLimit", "warnings"], Names(summary));
        Assert.Equal("writer", summary.GetProperty("user").GetProperty("login").GetString());
        Assert.Equal("octo", Assert.Single(summary.GetProperty("installations").EnumerateArray()).GetProperty("account").GetProperty("login").GetString());
        Assert.Empty(summary.GetProperty("organizations").EnumerateArray());
        Assert.Equal(1, summary.GetProperty("repositories").GetInt32());
        Assert.True(summary.GetProperty("rateLimit").GetProperty("resources").GetProperty("core").GetProperty("limit").GetInt32() > 0);
        Assert.Empty(summary.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public async Task A_repository_tells_who_may_do_what_there()
    {
        var page = await _writer.GetJsonAsync("/api/github/repositories");
        Assert.Equal(["items", "nextCursor"], Names(page));
        var repository = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ["id", "owner", "name", "fullName", "url", "private", "defaultBranch", "description", "installationId", "permissions", "pushedAt", "archived"],
            Names(repository));
        Assert.Equal("octo/hello", repository.GetProperty("fullName").GetString()!);
        Assert.Equal("main", repository.GetProperty("defaultBranch").GetString());
        Assert.Equal(_dashboard.GitHub.State.InstallationOf("octo/hello")!.Id, repository.GetProperty("installationId").GetInt64());
        Assert.EndsWith("Z", repository.GetProperty("pushedAt").GetString());
        var may = repository.GetProperty("permissions");
        Assert.Equal(["admin", "maintain", "push", "triage", "pull"], Names(may));
        Assert.Equal([false, false, true, true, true], may.EnumerateObject().Select(right => right.Value.GetBoolean()));
    }

    [Fact]
    public async Task Repositories_are_paged_by_name_and_found_by_words_and_installation()
    {
        var state = _dashboard.GitHub.State;
        foreach (var (name, description) in new[] { ("octo/Zebra", "Striped thing"), ("acme/anvil", "Heavy thing"), ("acme/rocket", "Fast") })
        {
            state.AddRepository(name, description: description);
            state.SetPermission(name, "writer", "write");
        }

        state.AddRepository("acme/hidden", isPrivate: true);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await _writer.GetJsonAsync($"/api/github/repositories?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(FullNames(page));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(["acme/anvil", "acme/rocket", "octo/hello", "octo/Zebra"], seen);

        Assert.Equal(["acme/anvil", "octo/Zebra"], FullNames(await _writer.GetJsonAsync("/api/github/repositories?q=THING")));
        Assert.Equal(["acme/anvil"], FullNames(await _writer.GetJsonAsync("/api/github/repositories?q=acme+heavy")));
        var acme = state.InstallationOf("acme/anvil")!.Id;
        Assert.Equal(["acme/anvil", "acme/rocket"], FullNames(await _writer.GetJsonAsync($"/api/github/repositories?installationId={acme}")));
        Assert.Empty(FullNames(await _writer.GetJsonAsync("/api/github/repositories?installationId=1")));
    }

    [Theory]
    [InlineData("limit=0", "invalid_request")]
    [InlineData("limit=101", "invalid_request")]
    [InlineData("installationId=mine", "invalid_request")]
    [InlineData("cursor=AAAA", "invalid_cursor")]
    public async Task Values_out_of_bounds_are_refused(string query, string code)
    {
        using var answer = await _writer.GetAsync($"/api/github/repositories?{query}");
        await Problems.ExpectAsync(answer, 400, code);
    }

    [Fact]
    public async Task Every_page_of_GitHubs_lists_is_read()
    {
        // A hundred is the most that GitHub puts on one page.
        var state = _dashboard.GitHub.State;
        for (var number = 1; number <= 120; number++)
        {
            state.AddOrganization($"org{number}");
            state.Install($"org{number}", _dashboard.RepositoryId);
        }

        var page = await _writer.GetJsonAsync("/api/github/installations");
        Assert.Equal(121, page.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_suspended_installation_is_told_and_its_repositories_are_not()
    {
        var installation = _dashboard.GitHub.State.InstallationOf("octo/hello")!;
        _dashboard.GitHub.State.Suspend(installation.Id);
        var installations = await _writer.GetJsonAsync("/api/github/installations");
        Assert.Equal(JsonValueKind.String, installations.GetProperty("items")[0].GetProperty("suspendedAt").ValueKind);
        Assert.Empty(FullNames(await _writer.GetJsonAsync("/api/github/repositories")));
    }

    [Fact]
    public async Task An_issue_is_shown_with_its_members()
    {
        var state = _dashboard.GitHub.State;
        var issue = state.AddIssue("octo/hello", "It breaks", "Always.");
        await state.CommentAsync("octo/hello", issue.Number, "reader", "Me too");
        var shown = await _writer.GetJsonAsync($"/api/github/issues/octo/hello/{issue.Number}");
        Assert.Equal(["number", "title", "body", "state", "labels", "author", "url", "commentsCount", "isPullRequest"], Names(shown));
        Assert.Equal("It breaks", shown.GetProperty("title").GetString());
        Assert.Equal("open", shown.GetProperty("state").GetString());
        Assert.Equal(1, shown.GetProperty("commentsCount").GetInt32());
        Assert.False(shown.GetProperty("isPullRequest").GetBoolean());
    }

    [Fact]
    public async Task An_issue_of_a_renamed_repository_is_found_under_the_old_name()
    {
        _dashboard.GitHub.State.RenameRepository("octo/hello", "goodbye");
        using var answer = await _writer.GetAsync("/api/github/issues/octo/hello/1");
        Assert.True(answer.IsSuccessStatusCode, string.Join('\n', _dashboard.GitHub.Ledger.Entries.Select(entry => $"{entry.Path} {entry.Status}")));
        var shown = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, shown.GetProperty("number").GetInt32());
        Assert.Contains("/octo/goodbye/", shown.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("octo/hello/4711")]
    [InlineData("octo/hello/0")]
    [InlineData("octo/hello/first")]
    [InlineData("octo/hello/99999999999")]
    [InlineData("octo/nothing/1")]
    [InlineData("octo/secret/1")]
    [InlineData("../hello/1")]
    [InlineData("octo/..hello/1")]
    [InlineData("octo/a%2Fb/1")]
    public async Task A_missing_issue_and_one_that_is_hidden_answer_alike(string path)
    {
        _dashboard.GitHub.State.AddRepository("octo/secret", isPrivate: true);
        _dashboard.GitHub.State.AddIssue("octo/secret", "Hidden", "");
        using var answer = await _writer.GetAsync($"/api/github/issues/{path}");
        await Problems.ExpectAsync(answer, 404, path.StartsWith("../", StringComparison.Ordinal) ? "not_found" : "issue_not_found");
    }

    [Fact]
    public async Task The_rate_limit_is_the_callers_own_and_low_below_a_tenth()
    {
        var limits = await _writer.GetJsonAsync("/api/rate-limit");
        Assert.Equal(["resources", "isLow"], Names(limits));
        var core = limits.GetProperty("resources").GetProperty("core");
        Assert.Equal(["limit", "remaining", "used", "resetAt"], Names(core));
        Assert.EndsWith("Z", core.GetProperty("resetAt").GetString());
        Assert.False(limits.GetProperty("isLow").GetBoolean());

        foreach (var (remaining, isLow) in new[] { (500, false), (499, true) })
        {
            _dashboard.GitHub.Faults.Add(new Fault
            {
                PathPattern = "/rate_limit$",
                Status = 200,
                Body = $$$"""{"resources":{"core":{"limit":5000,"remaining":{{{remaining}}},"used":1,"reset":1900000000} } }""",
            });
            Assert.Equal(isLow, (await _writer.GetJsonAsync("/api/rate-limit")).GetProperty("isLow").GetBoolean());
        }
    }

    [Fact]
    public async Task A_server_without_rate_limits_has_none()
    {
        _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/rate_limit$", Status = 404, Body = """{"message":"Rate limiting is not enabled."}""" });
        var limits = await _writer.GetJsonAsync("/api/rate-limit");
        Assert.Empty(limits.GetProperty("resources").EnumerateObject());
    }

    [Fact]
    public async Task Organizations_and_profile_are_shown()
    {
        using var maintainer = await _dashboard.SignInAsync("maintainer");
        var organizations = await maintainer.GetJsonAsync("/api/github/orgs");
        Assert.Equal("octo", Assert.Single(organizations.GetProperty("items").EnumerateArray()).GetProperty("login").GetString());
        var profile = await maintainer.GetJsonAsync("/api/github/profile");
        Assert.Equal("Mai Ntainer", profile.GetProperty("name").GetString());
        Assert.Equal(_dashboard.GitHub.State.User("maintainer").Id, profile.GetProperty("id").GetInt64());
    }

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static IEnumerable<string> FullNames(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("fullName").GetString()!);
}
