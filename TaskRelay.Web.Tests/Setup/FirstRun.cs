using System.Net;
using System.Text.RegularExpressions;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Setup;

/// <summary>A relay that nobody has set up, beside a GitHub in a box, and what its first person does.</summary>
public sealed partial class FirstRun : IAsyncDisposable
{
    private FirstRun(Dashboard dashboard) => Dashboard = dashboard;

    public Dashboard Dashboard { get; }

    /// <summary>Starts both: the relay knows only where GitHub is.</summary>
    public static async Task<FirstRun> StartAsync(IReadOnlyDictionary<string, string?>? more = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["GitHub:ClientId"] = null,
            ["GitHub:ClientSecret"] = null,
            ["GitHub:WebhookSecret"] = null,
            ["Administrators"] = null,
            ["RateLimits:PerUserPerMinute"] = "0",
            ["RateLimits:PerAddressPerMinute"] = "0",
        };
        foreach (var (key, value) in more ?? new Dictionary<string, string?>())
        {
            settings[key] = value;
        }

        return new FirstRun(await Dashboard.StartAsync(settings));
    }

    /// <summary>A code as the next start would print it.</summary>
    public Task<string> NewCodeAsync() => Dashboard.Get<SetupCodes>().RenewAsync(CancellationToken.None);

    /// <summary>A browser whose person has entered the code.</summary>
    public async Task<TestBrowser> EnterAsync()
    {
        var browser = new TestBrowser(Dashboard.Address);
        using var answer = await browser.PostFormAsync("/setup/code", ("code", await NewCodeAsync()));
        Assert.Equal("/setup/start", answer.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>Asks for an App, and takes the manifest to GitHub; returns the address that GitHub sends the browser back to.</summary>
    public async Task<Uri> CreateAppAsync(TestBrowser browser, string ingest = "poll", string login = "maintainer")
    {
        using var wish = await browser.PostFormAsync("/setup/app", ("owner", "organization"), ("organization", "octo"), ("ingest", ingest));
        Assert.Equal((HttpStatusCode.SeeOther, "/setup/github"), (wish.StatusCode, wish.Headers.Location?.ToString()));
        using var page = await browser.GetAsync("/setup/github");
        var html = await page.Content.ReadAsStringAsync();
        var action = WebUtility.HtmlDecode(ActionForm().Match(html).Groups[1].Value);
        var manifest = WebUtility.HtmlDecode(ManifestForm().Match(html).Groups[1].Value);
        using var github = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var shown = await github.PostAsync(action, Form(("manifest", manifest)));
        Assert.True(shown.IsSuccessStatusCode, await shown.Content.ReadAsStringAsync());
        var state = action.Split("state=")[1];
        using var made = await github.PostAsync(new Uri(Dashboard.GitHub.Url, "/settings/apps/manifest"),
            Form(("manifest", manifest), ("state", state), ("organization", "octo"), ("name", "Relay of ours"), ("as", login)));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        return made.Headers.Location!;
    }

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"[^>]*data-go")]
    private static partial Regex ActionForm();

    [GeneratedRegex("name=\"manifest\" value=\"([^\"]+)\"")]
    private static partial Regex ManifestForm();
}
