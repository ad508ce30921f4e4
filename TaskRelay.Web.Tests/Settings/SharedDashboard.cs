using TaskRelay.Simulator.Anthropic;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>One relay for many questions, beside an Anthropic and a Fly that know some keys, tokens and apps.</summary>
public sealed class SharedDashboard : IAsyncLifetime
{
    public const string GoodKey = "sk-ant-good-2Rt6Yh9Pk3Wd";
    public const string ForbiddenKey = "sk-ant-shut-8Gf4Sa1Lz7Qe";

    public Dashboard World { get; private set; } = null!;

    public TestBrowser Writer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await Dashboard.StartAsync();
        Writer = await World.SignInAsync("writer");
        World.GitHub.Anthropic.Set(GoodKey, AnthropicKeyState.Valid);
        World.GitHub.Anthropic.Set(ForbiddenKey, AnthropicKeyState.Forbidden);
        World.GitHub.Fly.AddApp("my-app", "octo-org");
        World.GitHub.Fly.AddApp("other-app", "octo-org");
        World.GitHub.Fly.AddApp("their-app", "their-org");
        World.GitHub.Fly.AddToken("FlyV1 fm2_organization", "octo-org");
        World.GitHub.Fly.AddToken("fm2_deploy", "octo-org", "my-app");
        World.GitHub.Fly.AddMachineToken("fm2_machine", "octo-org", "148e");
    }

    public async ValueTask DisposeAsync()
    {
        Writer.Dispose();
        await World.DisposeAsync();
    }
}
