using System.Net;
using Octokit;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.State;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class FaultTests : SimulatorTestBase
{
    private GitHubClient App => Host.Octokit(Host.State.CreateInstallationToken(Hello));

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    public async Task A_server_error_has_no_effect_and_is_over_after_its_times(int status)
    {
        var fault = Host.Faults.Add(Fault.ServerError("/comments$", status, times: 2));
        for (var i = 0; i < 2; i++)
            Assert.Equal(status, (int)(await Assert.ThrowsAsync<ApiException>(() => App.Issue.Comment.Create("octo", "hello", 1, "x"))).StatusCode);

        await App.Issue.Comment.Create("octo", "hello", 1, "x");

        Assert.Equal(2, fault.Hits);
        Assert.Single(Host.State.Comments(Hello, 1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public async Task The_secondary_limit_is_a_403_that_Octokit_knows(int? seconds)
    {
        Host.Faults.Add(Fault.SecondaryRateLimit("/comments$", seconds is null ? null : TimeSpan.FromSeconds(seconds.Value)));

        var refused = await Assert.ThrowsAsync<SecondaryRateLimitExceededException>(() => App.Issue.Comment.Create("octo", "hello", 1, "x"));

        Assert.Equal(seconds?.ToString(), refused.HttpResponse.Headers.GetValueOrDefault("Retry-After"));
    }

    [Fact]
    public async Task The_primary_limit_says_when_it_ends()
    {
        var reset = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1800);
        Host.Faults.Add(Fault.PrimaryRateLimit(".", reset));
        Assert.Equal(reset, (await Assert.ThrowsAsync<RateLimitExceededException>(() => App.Issue.Get("octo", "hello", 1))).Reset);
    }

    [Fact]
    public async Task A_lost_answer_leaves_its_effect()
    {
        var fault = Host.Faults.Add(Fault.LostAnswer("POST", "/issues/1/comments$"));

        await Assert.ThrowsAsync<HttpRequestException>(() => App.Issue.Comment.Create("octo", "hello", 1, "x"));

        Assert.Single(Host.State.Comments(Hello, 1));
        Assert.True(fault.Applied.IsCompletedSuccessfully);
        var noted = await Host.Ledger.WaitForAsync(entry => entry.Method == "POST", TimeSpan.FromSeconds(60), Cancelled);
        Assert.True(noted is { Status: 0, Faulted: true, Token: TokenKind.Installation });
    }

    [Fact]
    public async Task An_answer_may_be_lost_behind_a_status()
    {
        Host.Faults.Add(Fault.LostAnswer("POST", "/issues/1/comments$", 502));
        Assert.Equal(HttpStatusCode.BadGateway, (await Assert.ThrowsAsync<ApiException>(() => App.Issue.Comment.Create("octo", "hello", 1, "x"))).StatusCode);
        Assert.Single(Host.State.Comments(Hello, 1));
    }

    [Fact]
    public async Task A_list_may_be_empty_for_a_moment()
    {
        await Host.State.CommentAsync(Hello, 1, "writer", "x", Cancelled);
        Host.Faults.Add(new Fault { PathPattern = "/comments$", EmptyList = true });
        Host.Faults.Add(new Fault { PathPattern = "^/user/installations$", EmptyList = true });

        Assert.Empty(await App.Issue.Comment.GetAllForIssue("octo", "hello", 1));
        Assert.Single(await App.Issue.Comment.GetAllForIssue("octo", "hello", 1));
        Assert.Equal(0, (await Host.Octokit(Host.CreateUserToken("writer")).GitHubApps.GetAllInstallationsForCurrentUser()).TotalCount);
    }

    [Fact]
    public async Task A_request_that_hangs_can_be_seen_and_given_up()
    {
        var fault = Host.Faults.Add(new Fault { PathPattern = "^/meta$", HangUntilCancelled = true });
        using var http = Host.Http();
        using var giveUp = new CancellationTokenSource();

        var asking = http.GetAsync("/meta", giveUp.Token);
        await fault.Hit.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/meta", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_callback_holds_a_request_back_before_it_has_an_effect()
    {
        var go = new TaskCompletionSource();
        var fault = Host.Faults.Add(new Fault { PathPattern = "/comments$", OnHit = () => go.Task });

        var writing = App.Issue.Comment.Create("octo", "hello", 1, "x");
        await fault.Hit.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
        Assert.Empty(Host.State.Comments(Hello, 1));
        go.SetResult();
        await writing;

        Assert.Single(Host.State.Comments(Hello, 1));
    }

    [Fact]
    public async Task The_ledger_keeps_who_asked_what_with_which_body()
    {
        var waiting = Host.Ledger.WaitForAsync(entry => entry.Path.EndsWith("/comments", StringComparison.Ordinal), TimeSpan.FromSeconds(60), Cancelled);

        await Host.Octokit(Host.State.User("writer").Token!).Issue.Comment.Create("octo", "hello", 1, "kept");

        var entry = await waiting;
        Assert.Equal(("POST", "/repos/octo/hello/issues/1/comments", TokenKind.Personal, "writer", 201), (entry.Method, entry.Path, entry.Token, entry.Login, entry.Status));
        Assert.Contains("kept", entry.Body);
        await Assert.ThrowsAsync<TimeoutException>(() => Host.Ledger.WaitForAsync(_ => false, TimeSpan.FromMilliseconds(1), Cancelled));
    }
}
