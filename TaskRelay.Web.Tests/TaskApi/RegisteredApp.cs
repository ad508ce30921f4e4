using System.Text.Json;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>A dashboard whose server holds the App's key, so that it can ask GitHub by itself.</summary>
internal static class RegisteredApp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static async Task<Dashboard> StartAsync(IReadOnlyDictionary<string, string?>? more = null)
    {
        var dashboard = await Dashboard.StartAsync(more);
        var app = dashboard.GitHub.App;
        await dashboard.Get<GitHubAppSource>().SaveAsync(
            new GitHubAppChange { AppId = $"{app.AppId}", Slug = app.Slug, PrivateKey = app.PrivateKeyPem }, CancellationToken.None);
        return dashboard;
    }

    /// <summary>Asks for a task.</summary>
    public static Task<HttpResponseMessage> AskAsync(this TestBrowser browser, object body, string? key = null) =>
        browser.SendAsync(HttpMethod.Post, "/api/tasks", body, key is null ? [] : [("Idempotency-Key", key)]);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Waits for something observable.</summary>
    public static Task WaitAsync(this Dashboard dashboard, Func<bool> wished) => dashboard.WaitAsync(() => Task.FromResult(wished()));

    /// <inheritdoc cref="WaitAsync(Dashboard, Func{bool})" />
    public static async Task WaitAsync(this Dashboard dashboard, Func<Task<bool>> wished)
    {
        for (var until = DateTime.UtcNow + Patience; !await wished(); await Task.Delay(Look))
        {
            Assert.True(DateTime.UtcNow < until, $"Waited in vain at {dashboard.Address}.");
        }
    }
}
