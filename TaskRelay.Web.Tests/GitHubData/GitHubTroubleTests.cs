using System.Text.Json;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.GitHubData;

/// <summary>Whatever GitHub does wrong, or refuses, comes out as an error that says what to do.</summary>
public sealed class GitHubTroubleTests : IAsyncLifetime
{
    private const string Profile = "/api/github/profile";

    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public static TheoryData<string, Fault, int, string> Troubles() => new()
    {
        { "500", Fault.ServerError("/user$"), 502, "github_unavailable" },
        { "502 as a page", Fault.ServerError("/user$", 502), 502, "github_unavailable" },
        { "cut off", new Fault { PathPattern = "/user$", ApplyThenFail = true }, 502, "github_unavailable" },
        { "a page with 200", Fault.Page("/user$"), 502, "github_unavailable" },
        { "JSON of another shape", new Fault { PathPattern = "/user$", Status = 200, Body = """{"hello":["world"]}""" }, 502, "github_unavailable" },
        { "JSON that is a list", new Fault { PathPattern = "/user$", Status = 200, Body = "[]" }, 502, "github_unavailable" },
        { "no such address", new Fault { PathPattern = "/user$", Status = 404 }, 502, "github_unavailable" },
        { "a redirect elsewhere", Redirect("https://example.com/user"), 502, "github_unavailable" },
        { "a redirect to itself", Redirect("/user", 4), 502, "github_unavailable" },
        { "a permission", Fault.PermissionMissing("/user$"), 403, "github_permission_missing" },
        { "single sign-on", Fault.SsoRequired("/user$"), 403, "github_sso_required" },
        { "the hour's limit", Fault.PrimaryRateLimit("/user$", DateTimeOffset.UtcNow.AddMinutes(5)), 429, "github_rate_limited" },
        { "the burst limit", Fault.SecondaryRateLimit("/user$", TimeSpan.FromSeconds(30)), 429, "github_rate_limited" },
        { "the burst limit without a time", Fault.SecondaryRateLimit("/user$"), 429, "github_rate_limited" },
        { "429", new Fault { PathPattern = "/user$", Status = 429 }, 429, "github_rate_limited" },
    };

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
    [MemberData(nameof(Troubles), DisableDiscoveryEnumeration = true)]
    public async Task Trouble_has_a_code_and_says_what_to_do(string what, Fault fault, int status, string code)
    {
        _dashboard.GitHub.Faults.Add(fault);
        using var answer = await _writer.GetAsync(Profile);
        var problem = await Problems.ExpectAsync(answer, status, code);
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 20, what);
        Assert.Equal(status == 429, answer.Headers.RetryAfter is not null);
    }

    [Theory]
    [InlineData(30, 25, 30)]
    [InlineData(null, 55, 60)]
    public async Task A_limit_says_when_to_try_again_and_is_not_asked_against(int? told, int least, int most)
    {
        var fault = _dashboard.GitHub.Faults.Add(Fault.SecondaryRateLimit("/user$", told is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        for (var round = 0; round < 2; round++)
        {
            using var answer = await _writer.GetAsync(Profile);
            await Problems.ExpectAsync(answer, 429, "github_rate_limited");
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, least, most);
        }

        Assert.Equal(1, fault.Hits);
        Assert.Single(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/user" && entry.Faulted);
    }

    [Fact]
    public async Task Trouble_that_has_passed_is_forgotten_at_once()
    {
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/user$"));
        using var failed = await _writer.GetAsync(Profile);
        await Problems.ExpectAsync(failed, 502, "github_unavailable");
        Assert.Equal("writer", (await _writer.GetJsonAsync(Profile)).GetProperty("login").GetString());
    }

    [Fact]
    public async Task The_page_where_single_sign_on_begins_is_shown_only_when_it_is_GitHubs()
    {
        var own = _dashboard.GitHub.Url + "orgs/octo/sso?authorization_request=abc";
        foreach (var (page, isShown) in new[] { (own, true), ("https://phish.example/orgs/octo/sso", false) })
        {
            _dashboard.GitHub.Faults.Add(Fault.SsoRequired("/user$", page));
            using var answer = await _writer.GetAsync(Profile);
            var problem = await Problems.ExpectAsync(answer, 403, "github_sso_required");
            Assert.Equal(isShown, problem.GetProperty("detail").GetString()!.Contains(page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_part_that_fails_is_a_warning_in_the_summary()
    {
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/user/orgs$"));
        _dashboard.GitHub.Faults.Add(Fault.PermissionMissing("/user/installations/\\d+/repositories$"));
        _dashboard.GitHub.Faults.Add(Fault.SsoPartial("/user/installations$"));
        var summary = await _writer.GetJsonAsync("/api/github/summary");
        Assert.Equal("writer", summary.GetProperty("user").GetProperty("login").GetString());
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("organizations").ValueKind);
        Assert.Equal(JsonValueKind.Null, summary.GetProperty("repositories").ValueKind);
        Assert.Equal(1, summary.GetProperty("installations").GetArrayLength());
        var warnings = summary.GetProperty("warnings").EnumerateArray()
            .Select(warning => (warning.GetProperty("part").GetString(), warning.GetProperty("code").GetString()));
        Assert.Equal(
            [("installations", "github_sso_required"), ("organizations", "github_unavailable"), ("repositories", "github_permission_missing")], warnings);
    }

    [Fact]
    public async Task An_installation_removed_between_two_lists_harms_nobody()
    {
        _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/user/installations/\\d+/repositories$", Status = 404 });
        Assert.Empty((await _writer.GetJsonAsync("/api/github/repositories")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData(Profile)]
    [InlineData("/api/github/summary")]
    [InlineData("/api/rate-limit")]
    public async Task A_token_that_GitHub_has_ended_ends_the_session(string path)
    {
        _dashboard.GitHub.Faults.Add(Fault.BadCredentials("^/(user|rate_limit)", times: 20));
        using (var answer = await _writer.GetAsync(path))
        {
            await Problems.ExpectAsync(answer, 401, "github_token_invalid");
        }

        _dashboard.GitHub.Faults.Clear();
        using var after = await _writer.GetAsync(Profile);
        await Problems.ExpectAsync(after, 401, "not_signed_in");
    }

    [Fact]
    public async Task A_program_whose_owner_has_no_session_is_told_to_have_them_sign_in()
    {
        var stranger = _dashboard.GitHub.State.User("stranger");
        var program = Caller.OfToken(stranger.Id, stranger.Login, null, false, Guid.NewGuid(), ApiScopes.All);
        var read = await _dashboard.Get<GitHubUserQueries>().ProfileAsync(program, TestContext.Current.CancellationToken);
        var failed = Assert.IsType<GitHubRead<GitHubProfile>.Failed>(read);
        Assert.Equal((403, "github_sign_in_required"), (failed.Trouble.Status, failed.Trouble.Code));

        // Signed in somewhere, their programs are served too.
        using var browser = await _dashboard.SignInAsync("stranger");
        Assert.IsType<GitHubRead<GitHubProfile>.Found>(await _dashboard.Get<GitHubUserQueries>().ProfileAsync(program, TestContext.Current.CancellationToken));
    }

    private static Fault Redirect(string target, int times = 1) => new()
    {
        PathPattern = "/user$",
        Status = 301,
        Times = times,
        Headers = new Dictionary<string, string> { ["Location"] = target },
    };
}
