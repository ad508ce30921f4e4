using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>What holds for every request: errors as documents, headers, and the refusal of other sites' requests.</summary>
public sealed class FrontDoorTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("/a/path", true)]
    [InlineData("/", true)]
    [InlineData("/tasks?q=//x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("//host", false)]
    [InlineData("/\\host", false)]
    [InlineData("\\host", false)]
    [InlineData("/a\\b", false)]
    [InlineData("/\n/host", false)]
    [InlineData("https://host", false)]
    [InlineData("javascript:alert(1)", false)]
    public void Only_local_paths_are_gone_back_to(string? path, bool isLocal) => Assert.Equal(isLocal, LocalPath.IsLocal(path));

    [Theory]
    [InlineData("GET", "/api/nothing", 404, "not_found")]
    [InlineData("DELETE", "/api/tasks", 405, "method_not_allowed")]
    [InlineData("GET", "/api/tasks", 401, "not_signed_in")]
    [InlineData("GET", "/api/tasks/x/stream", 401, "not_signed_in")]
    [InlineData("POST", "/api/tasks/0199f0c2-0000-7000-8000-000000000000/stop", 401, "not_signed_in")]
    public async Task Errors_of_the_api_are_documents_and_never_redirects(string method, string path, int status, string code)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.SendAsync(new HttpMethod(method), path, null, ("Accept", "text/html"));
        await Problems.ExpectAsync(answer, status, code);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Pages_redirect_to_sign_in_with_the_way_back()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.GetAsync("/tasks?status=failed", ("Host", "evil.example"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login?returnUrl=%2Ftasks%3Fstatus%3Dfailed", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("""{"agent":"scribe","colour":"red"}""", "application/json", 400, "invalid_json")]
    [InlineData("""{"agent":""", "application/json", 400, "invalid_json")]
    [InlineData("""{"agent":5}""", "application/json", 400, "invalid_json")]
    [InlineData("agent=scribe", "application/x-www-form-urlencoded", 415, "unsupported_media_type")]
    [InlineData("""{"agent":"no-such-agent"}""", "application/json", 400, "invalid_request")]
    public async Task A_body_that_is_not_understood_is_refused(string body, string type, int status, string code)
    {
        using var browser = await _dashboard.SignInAsync("writer");
        var task = await _dashboard.AddTaskAsync(status: RelayTaskStatus.Failed);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_dashboard.Address, $"/api/tasks/{task.Id}/retry"));
        request.Headers.TryAddWithoutValidation("Cookie", $"taskrelay={browser.Cookies["taskrelay"]}");
        request.Content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await client.SendAsync(request);
        var problem = await Problems.ExpectAsync(answer, status, code);
        Assert.DoesNotContain("TaskRelay.Web", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "none", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("X-Nothing", "here", true)]
    public async Task A_change_with_the_cookie_must_come_from_here(string header, string value, bool passes)
    {
        using var browser = await _dashboard.SignInAsync("writer");
        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout", null, (header, value));
        if (passes)
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        else
        {
            await Problems.ExpectAsync(answer, 403, "cross_origin");
            using var still = await browser.GetAsync("/api/tasks");
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }
    }

    [Fact]
    public async Task The_circuit_of_the_pages_opens_only_from_here()
    {
        using var browser = await _dashboard.SignInAsync("writer");
        using var answer = await browser.GetAsync("/_blazor?id=x", ("Origin", "https://evil.example"), ("Connection", "Upgrade"), ("Upgrade", "websocket"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/api/tasks")]
    [InlineData("/icon.svg")]
    public async Task Every_answer_carries_the_headers(string path)
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.GetAsync(path);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Everything_that_a_page_loads_is_there_and_comes_from_here()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var page = await browser.GetAsync("/login");
        var html = await page.Content.ReadAsStringAsync();
        var assets = Regex.Matches(html, "<(?:link|script)[^>]*(?:href|src)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToArray();
        Assert.Contains(assets, asset => asset.StartsWith("_framework/blazor.web.", StringComparison.Ordinal));
        Assert.Contains(assets, asset => asset.StartsWith("_content/MudBlazor/", StringComparison.Ordinal));
        foreach (var asset in assets)
        {
            Assert.DoesNotContain("//", asset, StringComparison.Ordinal);
            using var answer = await browser.GetAsync("/" + asset);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{asset}: {answer.StatusCode}");
        }

        // The policy lets no inline script run, so none may be relied on.
        Assert.DoesNotMatch("<script(?![^>]*src=)", html);
    }

    [Fact]
    public async Task A_store_that_can_not_write_is_503_with_a_time_to_come_back()
    {
        var context = ApiContext();
        Assert.True(await Answers().TryHandleAsync(context, new StoreUnavailableException("full", new IOException("/secret/path")), CancellationToken.None));
        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("5", context.Response.Headers.RetryAfter);
        var text = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("store_unavailable", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_is_500_and_says_nothing_of_its_cause()
    {
        var context = ApiContext();
        Assert.True(await Answers().TryHandleAsync(context, new InvalidOperationException("password=hunter2"), CancellationToken.None));
        Assert.Equal(500, context.Response.StatusCode);
        var text = Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
        Assert.Contains("internal_error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    private static FailureAnswers Answers() => new(NullLogger<FailureAnswers>.Instance);

    private static DefaultHttpContext ApiContext()
    {
        var context = new DefaultHttpContext();
        context.Request.Path = "/api/tasks";
        context.Response.Body = new MemoryStream();
        return context;
    }
}
