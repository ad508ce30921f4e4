using System.Net;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Whatever stands in <c>returnUrl</c>, nobody is sent to another site: not by sign-in, not by the login page.</summary>
public sealed class ReturnUrlTests : IAsyncLifetime
{
    private readonly HttpClient _gitHub = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private Dashboard _dashboard = null!;

    /// <summary>As they stand in the address, percent codes and all.</summary>
    private static readonly string[] Forms =
    [
        "//evil.example", "///evil.example", "////evil.example/%2e%2e", "/%09/evil.example", "/%0a/evil.example", "/%0d%0a/evil.example",
        "/%00/evil.example", "/\\evil.example", "/%5cevil.example", "/%5c/evil.example", "\\/evil.example", "\\\\evil.example", "%5c%5cevil.example",
        "%2f%2fevil.example", "%2f%5cevil.example", "/%2fevil.example", "/%252fevil.example", "/%255cevil.example", "https:evil.example",
        "https:/evil.example", "https://evil.example", "https:///evil.example", "http:evil.example", "HTTPS://EVIL.EXAMPLE", "//evil.example@here",
        "/@evil.example", "@evil.example", "/a@evil.example", "/.evil.example", ".evil.example", "evil.example", "/..//evil.example", "/.//evil.example",
        "/a/..//evil.example", "/a/%2e%2e//evil.example", "/%2e%2e/%2fevil.example", "/..%2f%2fevil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "/%20/evil.example", "%20//evil.example", "%09//evil.example", "/%0d%0aLocation:%20https://evil.example", "data:text/html,x", "vbscript:x",
        "//%E3%80%82evil", "/%E2%88%95evil.example", "%EF%BC%8F%EF%BC%8Fevil.example", "/%EF%BC%8Fevil.example", "/%EF%BC%BCevil.example",
        "/%ED%A0%80", "/%C3%BC?q=%C3%A4", "/tasks&returnUrl=//evil.example", "//evil.example&returnUrl=/tasks", "?//evil.example", "#//evil.example", "",
        "/tasks%3Fx%3D//evil.example", "//[::1]/", "//127.0.0.1:9/", "file:///etc/passwd", "/%u002fevil.example",
    ];

    /// <summary>Every third: the page and the refusal judge by the same rule, and pages are slow.</summary>
    private static IEnumerable<string> Some => Forms.Where((_, at) => at % 3 == 0);

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync()
    {
        _gitHub.Dispose();
        return _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_sign_in_ends_on_this_site()
    {
        Assert.True(Forms.Length >= 40);
        foreach (var form in Forms.Append("/" + new string('a', 5000)))
        {
            using var browser = new TestBrowser(_dashboard.Address);
            using var challenge = await browser.GetAsync("/api/auth/github?returnUrl=" + form);
            Assert.True(challenge.StatusCode == HttpStatusCode.Redirect, $"{form}: {challenge.StatusCode}");
            using var authorized = await _gitHub.GetAsync(challenge.Headers.Location + "&as=writer");
            using var answer = await browser.GetAsync(authorized.Headers.Location!.PathAndQuery);
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{form}: {answer.StatusCode}");
            ExpectLocal(form, answer);
        }
    }

    [Fact]
    public async Task The_login_page_links_and_sends_nowhere_else()
    {
        using var stranger = new TestBrowser(_dashboard.Address);
        using var signedIn = await _dashboard.SignInAsync("writer");
        foreach (var form in Some)
        {
            using var page = await stranger.GetAsync("/login?returnUrl=" + form);
            var link = Regex.Match(await page.Content.ReadAsStringAsync(), "href=\"(/api/auth/github[^\"]*)\"");
            Assert.True(link.Success, form);
            var back = Uri.UnescapeDataString(WebUtility.HtmlDecode(link.Groups[1].Value).Split("returnUrl=") is [_, var value] ? value : "/");
            Assert.True(IsLocal(back), $"{form}: {back}");

            using var answer = await signedIn.GetAsync("/login?returnUrl=" + form);
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{form}: {answer.StatusCode}");
            ExpectLocal(form, answer);
        }
    }

    [Fact]
    public async Task A_refused_sign_in_keeps_only_a_local_way_back()
    {
        foreach (var form in Some)
        {
            using var browser = new TestBrowser(_dashboard.Address);
            using var challenge = await browser.GetAsync("/api/auth/github?returnUrl=" + form);
            using var denied = await _gitHub.GetAsync(challenge.Headers.Location + "&cancel=1");
            using var answer = await browser.GetAsync(denied.Headers.Location!.PathAndQuery);
            var location = answer.Headers.GetValues("Location").Single();
            Assert.StartsWith("/login?error=access_denied", location, StringComparison.Ordinal);
            var back = Uri.UnescapeDataString(location.Split("&returnUrl=") is [_, var value] ? value : "/");
            Assert.True(IsLocal(back), $"{form}: {back}");
        }
    }

    [Fact]
    public async Task Letters_of_every_script_come_back_encoded()
    {
        using var browser = new TestBrowser(_dashboard.Address);
        using var answer = await browser.SignInAsync("writer", "/tasks?q=größe 界");
        Assert.Equal("/tasks?q=gr%C3%B6%C3%9Fe%20%E7%95%8C", answer.Headers.GetValues("Location").Single());
    }

    private void ExpectLocal(string form, HttpResponseMessage answer)
    {
        var location = answer.Headers.GetValues("Location").Single();
        var own = _dashboard.Address.GetLeftPart(UriPartial.Authority);
        Assert.True(IsLocal(location.StartsWith(own + "/", StringComparison.Ordinal) ? location[own.Length..] : location), $"{form}: {location}");
    }

    /// <summary>As browsers read it: tabs and line breaks dropped, backslashes as slashes.</summary>
    private static bool IsLocal(string location)
    {
        var seen = location.Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)
            .Replace('\\', '/').Trim();
        return seen.StartsWith('/') && !seen.StartsWith("//", StringComparison.Ordinal) && !seen.Any(char.IsControl);
    }
}
