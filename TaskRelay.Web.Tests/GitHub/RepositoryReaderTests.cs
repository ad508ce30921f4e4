using System.Net;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.GitHub;

public sealed class RepositoryReaderTests
{
    private const string User = "GET /api/v3/user/42";
    private const string Permission = "GET /api/v3/repos/octo/hello/collaborators/ann/permission";

    [Fact]
    public async Task An_installation_is_found_as_the_app_below_the_base_address_to_the_letter()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.Answer("GET /api/v3/repos/octo/hello/installation", """{"id":1,"account":{"id":5,"login":"octo"},"suspended_at":null}""");

        var answer = await github.Get<RepositoryReader>().FindInstallationAsync("octo", "hello", CancellationToken.None);

        Assert.Equal(new InstallationInfo(1, "octo", 5, false), Assert.IsType<GitHubAnswer<InstallationInfo>.Ok>(answer).Value);
        var (_, _, authorization) = Assert.Single(github.Requests);
        Assert.Equal(3, authorization!["Bearer ".Length..].Split('.').Length);
    }

    [Fact]
    public async Task A_missing_installation_is_a_no_and_a_broken_server_is_not()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        var reader = github.Get<RepositoryReader>();

        var missing = await reader.FindInstallationAsync("octo", "hello", CancellationToken.None);
        github.Answer("GET /api/v3/repos/octo/hello/installation", """{"message":"oops"}""", HttpStatusCode.BadGateway);
        var broken = await reader.FindInstallationAsync("octo", "hello", CancellationToken.None);
        github.Answer("GET /api/v3/repos/octo/hello/installation", """{"message":"A JSON web token could not be decoded"}""", HttpStatusCode.Unauthorized);
        var refused = await reader.FindInstallationAsync("octo", "hello", CancellationToken.None);

        Assert.Equal(404, Assert.IsType<GitHubAnswer<InstallationInfo>.No>(missing).Status);
        Assert.IsType<GitHubAnswer<InstallationInfo>.Unavailable>(broken);
        Assert.IsType<GitHubAnswer<InstallationInfo>.Unavailable>(refused);
    }

    [Theory]
    [InlineData("admin", "admin", PermissionLevel.Admin)]
    [InlineData("write", "maintain", PermissionLevel.Write)]
    [InlineData("read", "admin", PermissionLevel.Read)]
    [InlineData("none", "", PermissionLevel.None)]
    [InlineData("owner-of-all", "admin", PermissionLevel.None)]
    public async Task Permission_is_judged_by_permission_and_not_by_role_name(string permission, string role, PermissionLevel expected)
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(User, """{"id":42,"login":"ann","type":"User"}""");
        github.Answer(Permission, $$$"""{"permission":"{{{permission}}}","role_name":"{{{role}}}","user":{"id":42,"login":"ann","type":"User"}}""");

        var answer = await github.Get<RepositoryReader>().ReadPermissionAsync(1, 9, "octo/hello", 42, CancellationToken.None);

        Assert.Equal(new ActorPermission("ann", expected), Assert.IsType<GitHubAnswer<ActorPermission>.Ok>(answer).Value);
    }

    [Fact]
    public async Task A_login_that_changed_hands_gives_no_answer()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(User, """{"id":42,"login":"ann","type":"User"}""");
        github.Answer(Permission, """{"permission":"admin","user":{"id":43,"login":"ann"}}""");

        var answer = await github.Get<RepositoryReader>().ReadPermissionAsync(1, 9, "octo/hello", 42, CancellationToken.None);

        Assert.IsType<GitHubAnswer<ActorPermission>.Unavailable>(answer);
    }

    [Fact]
    public async Task A_bot_may_nothing_and_its_permission_is_not_even_asked()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(User, """{"id":42,"login":"x[bot]","type":"Bot"}""");

        var answer = await github.Get<RepositoryReader>().ReadPermissionAsync(1, 9, "octo/hello", 42, CancellationToken.None);

        Assert.False(Assert.IsType<GitHubAnswer<ActorPermission>.Ok>(answer).Value.MayCommand);
        Assert.DoesNotContain(github.Requests, request => request.Line.Contains("collaborators", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_minted_anew_once_and_then_it_is_a_no()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(User, """{"message":"Bad credentials"}""", HttpStatusCode.Unauthorized);

        var answer = await github.Get<RepositoryReader>().ReadPermissionAsync(1, 9, "octo/hello", 42, CancellationToken.None);

        Assert.Equal(401, Assert.IsType<GitHubAnswer<ActorPermission>.No>(answer).Status);
        Assert.Equal(2, github.Requests.Count(request => request.Line.EndsWith("access_tokens", StringComparison.Ordinal)));
        Assert.Equal(2, github.Requests.Count(request => request.Line == User));
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.Answer("GET /api/v3/app", "{}", HttpStatusCode.TemporaryRedirect, ("Location", "https://evil.example/app"));

        var answer = await github.Get<RepositoryReader>().AppOwnerAsync(CancellationToken.None);

        Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(answer);
        Assert.Single(github.Requests);
    }

    [Fact]
    public async Task A_pull_request_whose_fork_was_deleted_still_counts_as_one_from_a_fork()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(
            "GET /api/v3/repos/octo/hello/pulls/3",
            """{"number":3,"state":"open","head":{"ref":"fix","sha":"abc","repo":null},"base":{"ref":"main","repo":{"id":9,"name":"hello"}}}""");

        var answer = await github.Get<RepositoryReader>().ReadPullRequestHeadAsync(1, "octo/hello", 3, CancellationToken.None);

        var head = Assert.IsType<GitHubAnswer<PullRequestHead>.Ok>(answer).Value;
        Assert.Equal(new PullRequestHead(3, "open", "fix", "abc", null, true, "main"), head);
    }

    [Fact]
    public async Task An_issue_and_a_repository_are_read_with_what_the_pages_show()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        github.Answer(
            "GET /api/v3/repos/octo/hello/issues/4",
            """{"number":4,"title":"T","body":null,"state":"open","user":{"id":1,"login":"bob"},"html_url":"https://x/4","comments":2,"labels":[{"name":"bug"}],"pull_request":{"url":"u"}}""");
        github.Answer("GET /api/v3/repos/octo/hello", """{"id":9,"name":"hello","owner":{"id":5,"login":"octo"},"default_branch":"trunk","private":true}""");
        var reader = github.Get<RepositoryReader>();

        var issue = Assert.IsType<GitHubAnswer<IssueInfo>.Ok>(await reader.ReadIssueAsync(1, "octo/hello", 4, CancellationToken.None)).Value;
        var repository = Assert.IsType<GitHubAnswer<RepositoryInfo>.Ok>(await reader.ReadRepositoryAsync(1, "octo/hello", CancellationToken.None)).Value;

        Assert.Equal(("bob", 2, "bug", true), (issue.Author, issue.CommentsCount, Assert.Single(issue.Labels), issue.IsPullRequest));
        Assert.Equal(new RepositoryInfo(9, "octo", "hello", "trunk", true), repository);
    }
}
