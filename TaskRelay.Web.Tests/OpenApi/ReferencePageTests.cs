using System.Collections.Concurrent;
using Microsoft.Playwright;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.OpenApi;

/// <summary>The page at <c>/docs/api</c> in a real Chromium, under the policy that holds for every page.</summary>
public sealed class ReferencePageTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROME_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_reference_is_drawn_without_a_word_to_another_host_or_against_the_policy()
    {
        var page = await _browser.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var (complaints, elsewhere) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(_dashboard.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                elsewhere.Enqueue(request.Url);
            }
        };
        await page.AddInitScriptAsync("window.reports = []; document.addEventListener('securitypolicyviolation', e => window.reports.push(e.violatedDirective + ' ' + e.blockedURI));");
        await page.GotoAsync($"{_dashboard.Address}docs/api");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "TaskRelay", Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Tasks", Exact = true })).ToBeAttachedAsync(new() { Timeout = 60_000 });
        Assert.Empty(elsewhere);
        Assert.Empty(await page.EvaluateAsync<string[]>("window.reports"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Its_start_script_is_let_in_by_a_nonce_that_no_other_answer_has()
    {
        using var first = await _dashboard.Relay.Client.GetAsync("/docs/api/");
        using var second = await _dashboard.Relay.Client.GetAsync("/docs/api/");
        using var other = await _dashboard.Relay.Client.GetAsync("/login");
        var policies = new[] { first, second, other }.Select(answer => answer.Headers.GetValues("Content-Security-Policy").Single()).ToArray();
        Assert.Equal(3, policies.Distinct().Count());
        Assert.Contains("'nonce-", policies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("nonce", policies[2], StringComparison.Ordinal);
        Assert.All(policies, policy => Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal));
    }
}
