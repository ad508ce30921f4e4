using System.Net;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.GitHub;

public sealed class GitHubFailuresTests
{
    private const string Secondary = """{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}""";
    private const string Abuse = """{"message":"You have triggered an abuse detection mechanism."}""";
    private const string Plain = """{"message":"Resource not accessible by integration"}""";

    [Theory]
    [InlineData(403, Secondary, null, 60)]
    [InlineData(403, Abuse, null, 60)]
    [InlineData(403, Secondary, "90", 90)]
    [InlineData(403, Plain, "30", 30)]
    [InlineData(429, """{"message":"Too many requests"}""", null, 60)]
    [InlineData(429, "", "45", 45)]
    [InlineData(403, Secondary, "999999", 3660)]
    public async Task A_limit_is_no_answer_and_says_when_to_ask_again(int status, string body, string? retryAfter, int seconds)
    {
        await using var github = await ScriptedGitHub.StartAsync();
        (string, string)[] headers = retryAfter is null ? [] : [("Retry-After", retryAfter)];

        var answer = await AskAsync(github, body, status, headers);

        var unavailable = Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(answer);
        Assert.Equal(github.Clock.GetUtcNow().AddSeconds(seconds), unavailable.RetryAt);
    }

    [Fact]
    public async Task The_primary_limit_lasts_until_its_reset()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        var reset = github.Clock.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds();

        var answer = await AskAsync(
            github,
            """{"message":"API rate limit exceeded for installation ID 1."}""",
            403,
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", reset.ToString()));

        Assert.Equal(reset, Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(answer).RetryAt!.Value.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(410)]
    [InlineData(422)]
    [InlineData(451)]
    public async Task A_refusal_is_a_no(int status)
    {
        await using var github = await ScriptedGitHub.StartAsync();

        Assert.Equal(status, Assert.IsType<GitHubAnswer<AccountInfo>.No>(await AskAsync(github, Plain, status)).Status);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_broken_server_is_no_answer_and_names_no_time(int status)
    {
        await using var github = await ScriptedGitHub.StartAsync();

        Assert.Null(Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(await AskAsync(github, "<html>", status)).RetryAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"id":7,"owner":{"id":""")]
    [InlineData("""{"id":"seven","owner":"x"}""")]
    [InlineData("[]")]
    [InlineData("<!doctype html><html><body>Please sign in to the guest network.</body></html>")]
    public async Task An_unreadable_answer_is_no_answer(string body)
    {
        await using var github = await ScriptedGitHub.StartAsync();

        Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(await AskAsync(github, body, 200));
    }

    [Fact]
    public async Task A_lost_connection_is_no_answer()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.Answers["GET /api/v3/app"] = () => throw new HttpRequestException("Connection reset by peer");

        Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(await github.Get<RepositoryReader>().AppOwnerAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_callers_own_cancellation_passes_through()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => github.Get<RepositoryReader>().AppOwnerAsync(cancelled.Token));
    }

    private static Task<GitHubAnswer<AccountInfo>> AskAsync(ScriptedGitHub github, string body, int status, params (string, string)[] headers)
    {
        github.Answer("GET /api/v3/app", body, (HttpStatusCode)status, headers);
        return github.Get<RepositoryReader>().AppOwnerAsync(CancellationToken.None);
    }
}
