using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>A whole world whose people have settings: scribe as itself, and under a name that needs Anthropic's key.</summary>
public sealed class SettingsWorld : IAsyncLifetime
{
    public World World { get; private set; } = null!;

    public TestBrowser Writer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await World.StartAsync(new Dictionary<string, string>
        {
            ["Agents:thinker:Command"] = "{worker}",
            ["Agents:thinker:Arguments:0"] = "scribe",
            ["Agents:thinker:Provider"] = "anthropic",
            ["Tasks:MaxAttempts"] = "2",
            ["Tasks:TimeoutMinutes"] = "30",
        });
        Writer = await SignInAsync("writer");
    }

    public async Task<TestBrowser> SignInAsync(string login)
    {
        var browser = new TestBrowser(World.Relay.Address);
        using var answer = await browser.SignInAsync(login);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        await World.DisposeAsync();
    }
}
