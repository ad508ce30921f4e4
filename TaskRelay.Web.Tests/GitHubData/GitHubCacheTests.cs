using Microsoft.Extensions.Time.Testing;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.GitHubData;

/// <summary>GitHub is asked seldom, and nobody sees what was said to somebody else.</summary>
public sealed class GitHubCacheTests : IAsyncLifetime
{
    private const string Repositories = "/api/github/repositories";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync(clock: _clock);

    public async ValueTask DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task An_answer_is_good_for_a_minute_and_costs_nothing_when_nothing_has_changed()
    {
        using var writer = await _dashboard.SignInAsync("writer");
        var first = (await writer.GetJsonAsync(Repositories)).ToString();
        var asked = Asked().Count;
        Assert.Equal(first, (await writer.GetJsonAsync(Repositories)).ToString());
        Assert.Equal(asked, Asked().Count);

        var before = await RemainingAsync(writer);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(first, (await writer.GetJsonAsync(Repositories)).ToString());
        Assert.Equal(2 * asked, Asked().Count);
        Assert.All(Asked().Skip(asked), entry => Assert.Equal(304, entry.Status));
        Assert.Equal(before, await RemainingAsync(writer));
    }

    [Fact]
    public async Task A_change_on_GitHub_shows_after_a_minute()
    {
        using var writer = await _dashboard.SignInAsync("writer");
        await writer.GetJsonAsync(Repositories);
        _dashboard.GitHub.State.SetArchived("octo/hello");
        _clock.Advance(TimeSpan.FromSeconds(61));
        var page = await writer.GetJsonAsync(Repositories);
        Assert.True(page.GetProperty("items")[0].GetProperty("archived").GetBoolean());
    }

    [Fact]
    public async Task Callers_at_the_same_moment_share_one_question()
    {
        using var writer = await _dashboard.SignInAsync("writer");
        var go = new TaskCompletionSource();
        var held = _dashboard.GitHub.Faults.Add(new Fault { PathPattern = "/user/orgs$", OnHit = () => go.Task });
        var answers = Enumerable.Range(0, 10).Select(_ => writer.GetJsonAsync("/api/github/orgs")).ToList();
        await held.Hit;
        go.SetResult();
        await Task.WhenAll(answers);
        Assert.Single(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/user/orgs");
    }

    [Fact]
    public async Task Nobody_is_shown_what_GitHub_said_to_somebody_else()
    {
        _dashboard.GitHub.State.SetPrivate("octo/hello");
        using var writer = await _dashboard.SignInAsync("writer");
        using var stranger = await _dashboard.SignInAsync("stranger");
        Assert.Equal(1, (await writer.GetJsonAsync(Repositories)).GetProperty("items").GetArrayLength());
        await writer.GetJsonAsync("/api/github/issues/octo/hello/1");
        Assert.Equal(0, (await stranger.GetJsonAsync(Repositories)).GetProperty("items").GetArrayLength());
        using var answer = await stranger.GetAsync("/api/github/issues/octo/hello/1");
        await Problems.ExpectAsync(answer, 404, "issue_not_found");
        Assert.Equal("stranger", (await stranger.GetJsonAsync("/api/github/profile")).GetProperty("login").GetString());
    }

    [Fact]
    public async Task A_token_that_was_just_renewed_is_tried_before_the_session_ends()
    {
        // Eight hours on the token has expired: it is renewed, and the renewed one is taken.
        using var writer = await _dashboard.SignInAsync("writer");
        _clock.Advance(TimeSpan.FromHours(9));
        Assert.Equal("writer", (await writer.GetJsonAsync("/api/github/profile")).GetProperty("login").GetString());
    }

    private List<LedgerEntry> Asked() =>
        [.. _dashboard.GitHub.Ledger.Entries.Where(entry => entry.Path.StartsWith("/user/installations", StringComparison.Ordinal))];

    private static async Task<int> RemainingAsync(TestBrowser browser) =>
        (await browser.GetJsonAsync("/api/rate-limit")).GetProperty("resources").GetProperty("core").GetProperty("remaining").GetInt32();
}
