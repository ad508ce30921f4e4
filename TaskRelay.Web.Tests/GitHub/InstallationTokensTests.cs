using System.Net;
using System.Text.Json;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.GitHub;

public sealed class InstallationTokensTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task A_work_token_is_narrowed_to_one_repository_and_two_permissions()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();

        await github.Get<InstallationTokens>().ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);

        using var body = JsonDocument.Parse(Assert.Single(github.Requests).Body);
        Assert.Equal("[9]", body.RootElement.GetProperty("repository_ids").GetRawText());
        Assert.Equal(
            ["contents:write", "pull_requests:write"],
            body.RootElement.GetProperty("permissions").EnumerateObject().Select(p => $"{p.Name}:{p.Value}").Order());
    }

    [Theory]
    [InlineData("ghs_", 36)]
    [InlineData("ghs_12345_eyJhbGciOiJSUzI1NiJ9.", 480)]
    [InlineData("", 40)]
    public async Task A_token_of_any_form_and_length_is_used_to_the_letter(string begin, int length)
    {
        await using var github = await ScriptedGitHub.StartAsync();
        var token = begin + new string('a', length);
        github.AnswerMint(token);

        Assert.Equal(token, Value(await github.Get<InstallationTokens>().ForWorkAsync(1, 9, TenMinutes, CancellationToken.None)));
    }

    [Fact]
    public async Task Concurrent_callers_share_one_mint()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        var tokens = github.Get<InstallationTokens>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None)));

        Assert.Single(answers.Select(Value).Distinct());
        Assert.Single(github.Requests);
    }

    [Fact]
    public async Task A_token_is_minted_anew_when_it_lives_shorter_than_was_asked()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        var tokens = github.Get<InstallationTokens>();
        await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);

        github.Clock.Advance(TimeSpan.FromMinutes(49));
        await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);
        Assert.Single(github.Requests);

        github.AnswerMint("ghs_two");
        github.Clock.Advance(TimeSpan.FromMinutes(2));
        var renewed = await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);
        Assert.Equal("ghs_two", Value(renewed));
    }

    [Fact]
    public async Task Another_repository_or_purpose_has_another_token()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        github.AnswerMint();
        var tokens = github.Get<InstallationTokens>();

        await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);
        await tokens.ForWorkAsync(1, 10, TenMinutes, CancellationToken.None);
        await tokens.ForTalkAsync(1, 9, CancellationToken.None);

        Assert.Equal(3, github.Requests.Count);
    }

    [Fact]
    public async Task A_failed_mint_is_not_remembered()
    {
        await using var github = await ScriptedGitHub.StartAsync();
        var tokens = github.Get<InstallationTokens>();
        github.Answer("POST /api/v3/app/installations/1/access_tokens", """{"message":"This installation has been suspended"}""", HttpStatusCode.Forbidden);
        var suspended = await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);
        github.AnswerMint();

        Assert.Equal(403, Assert.IsType<GitHubAnswer<InstallationToken>.No>(suspended).Status);
        Assert.Equal("ghs_one", Value(await tokens.ForWorkAsync(1, 9, TenMinutes, CancellationToken.None)));
    }

    [Fact]
    public async Task Without_an_app_there_is_no_answer_rather_than_a_no()
    {
        await using var github = await ScriptedGitHub.StartAsync([]);

        var answer = await github.Get<InstallationTokens>().ForWorkAsync(1, 9, TenMinutes, CancellationToken.None);

        Assert.IsType<GitHubAnswer<InstallationToken>.Unavailable>(answer);
    }

    private static string Value(GitHubAnswer<InstallationToken> answer) => Assert.IsType<GitHubAnswer<InstallationToken>.Ok>(answer).Value.Value;
}
