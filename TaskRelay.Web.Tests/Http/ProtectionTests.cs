using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Http;

/// <summary>Headers of every kind of answer, other sites' requests, sizes.</summary>
public sealed class ProtectionTests
{
    [Theory]
    [InlineData("http://relay.example", false)]
    [InlineData("https://relay.example", true)]
    public async Task Every_kind_of_answer_carries_the_headers(string publicUrl, bool isSecure)
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = publicUrl, ["RateLimits:PerAddressPerMinute"] = "6" });
        using var nobody = new TestBrowser(dashboard.Address);
        (string Path, int Status, bool IsPrivate)[] kinds =
        [
            ("/icon.svg", 200, false), ("/health/live", 200, false), ("/login", 200, true), ("/api/nothing", 404, true), ("/nothing", 404, true),
            ("/api/tasks", 401, true), ("/tasks", 302, false), ("/api/auth/github", 302, true), ("/api/tasks", 429, true),
        ];
        foreach (var (path, status, isPrivate) in kinds)
        {
            using var answer = await nobody.GetAsync(path);
            Assert.True(status == (int)answer.StatusCode, $"{path}: {answer.StatusCode}");
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
            Assert.NotNull(Header(answer, "Referrer-Policy"));
            Assert.Contains("frame-ancestors 'none'", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal(isSecure ? "max-age=31536000" : null, Header(answer, "Strict-Transport-Security"));
            Assert.Null(Header(answer, "Server"));
            Assert.True(!isPrivate || answer.Headers.CacheControl?.NoStore == true, path);
        }
    }

    [Fact]
    public async Task Pages_and_json_of_somebody_are_kept_by_no_cache()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var task = await dashboard.AddTaskAsync();
        using var browser = await dashboard.SignInAsync("writer");
        foreach (var path in new[] { "/tasks", $"/tasks/{task.Id}", "/api/tasks", $"/api/tasks/{task.Id}", "/api/tokens" })
        {
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData("same-origin", "https://evil.example", true)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", null, false)]
    [InlineData("same-origin, cross-site", null, false)]
    [InlineData("cross-site", "PUBLIC", false)]
    [InlineData(null, null, true)]
    [InlineData(null, "PUBLIC", true)]
    [InlineData(null, "OWN", true)]
    [InlineData(null, "OWN:1", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "https://evil.example", false)]
    [InlineData(null, "http://localhost:5999.evil.example", false)]
    [InlineData(null, "http://localhost:5998", false)]
    [InlineData(null, "ftp://localhost:5999", false)]
    public async Task Changes_with_the_cookie_come_from_here(string? site, string? origin, bool passes)
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = "http://localhost:5999" });
        var task = await dashboard.AddTaskAsync();
        using var browser = await dashboard.SignInAsync("writer");
        var headers = new List<(string, string)>();
        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        if (origin is not null)
        {
            var own = dashboard.Address.GetLeftPart(UriPartial.Authority);
            headers.Add(("Origin", origin switch { "PUBLIC" => "http://localhost:5999", "OWN" => own, "OWN:1" => own[..own.LastIndexOf(':')] + ":1", _ => origin }));
        }

        using var answer = await browser.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop", null, [.. headers]);
        if (passes)
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        else
        {
            await Problems.ExpectAsync(answer, 403, "cross_origin");
        }

        using var circuit = await browser.GetAsync("/_blazor?id=x", [.. headers]);
        Assert.Equal(passes, circuit.StatusCode != HttpStatusCode.Forbidden);
        using var read = await browser.GetAsync("/api/tasks", [.. headers]);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task A_plain_page_is_not_this_host_when_the_public_address_is_secure()
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = "https://relay.example" });
        using var browser = new TestBrowser(dashboard.Address);
        browser.Cookies["__Host-taskrelay"] = "whatever";
        using var plain = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout", null, ("Origin", dashboard.Address.GetLeftPart(UriPartial.Authority)));
        await Problems.ExpectAsync(plain, 403, "cross_origin");
        using var secure = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout", null, ("Origin", "https://relay.example"));
        Assert.Equal(HttpStatusCode.NoContent, secure.StatusCode);
    }

    [Fact]
    public async Task A_bearer_token_counts_alone_and_from_anywhere()
    {
        await using var dashboard = await Dashboard.StartAsync();
        var task = await dashboard.AddTaskAsync(by: "maintainer");
        using var writer = await dashboard.SignInAsync("writer");
        using var program = await ApiClient.MadeByAsync(writer, dashboard.Address, "tasks:write");
        using var reader = await dashboard.SignInAsync("reader");
        using var readers = await ApiClient.MadeByAsync(reader, dashboard.Address, "tasks:write");

        // The writer's cookie adds nothing to the reader's token.
        using var hidden = await writer.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop", null, ("Authorization", "Bearer " + readers.Token));
        await Problems.ExpectAsync(hidden, 404, "task_not_found");
        using var crossed = await reader.SendAsync(
            HttpMethod.Post, $"/api/tasks/{task.Id}/stop", null, ("Authorization", "Bearer " + program.Token), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Accepted, crossed.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_a_mebibyte_is_413(bool withLength)
    {
        await using var dashboard = await Dashboard.StartAsync();
        var task = await dashboard.AddTaskAsync(status: RelayTaskStatus.Failed);
        using var browser = await dashboard.SignInAsync("writer");
        foreach (var (path, member) in new[] { ("/api/tokens", "name"), ($"/api/tasks/{task.Id}/retry", "instructions") })
        {
            var body = new ByteArrayContent(Encoding.ASCII.GetBytes($$"""{"{{member}}":"{{new string('x', (int)BodyLimit.MaxBytes)}}"}"""));
            using var answer = await PostAsync(dashboard, browser, path, body, isChunked: !withLength);
            await Problems.ExpectAsync(answer, 413, "payload_too_large");
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(5000)]
    public async Task Json_that_is_nested_without_end_is_refused(int depth)
    {
        await using var dashboard = await Dashboard.StartAsync();
        using var browser = await dashboard.SignInAsync("writer");
        var body = new StringContent($$"""{"name":"x","scopes":{{new string('[', depth)}}{{new string(']', depth)}}}""", Encoding.UTF8, "application/json");
        using var answer = await PostAsync(dashboard, browser, "/api/tokens", body, isChunked: false);
        await Problems.ExpectAsync(answer, 400, "invalid_json");
    }

    private static async Task<HttpResponseMessage> PostAsync(Dashboard dashboard, TestBrowser browser, string path, HttpContent body, bool isChunked)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Address, path)) { Content = body };
        request.Headers.TryAddWithoutValidation("Cookie", $"taskrelay={browser.Cookies["taskrelay"]}");
        request.Headers.TransferEncodingChunked = isChunked;
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
