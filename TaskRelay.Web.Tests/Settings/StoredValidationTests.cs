using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Questions about what is stored, and where their answers are kept.</summary>
public sealed class StoredValidationTests : IAsyncLifetime
{
    private const string Anthropic = "/api/config/validate/anthropic";
    private const string Fly = "/api/config/validate/fly";
    private const string Shared = "sk-ant-shared-5Hn2Xv8Bc1Mt";

    private readonly SharedDashboard _dashboard = new();
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        await _dashboard.InitializeAsync();
        _writer = _dashboard.Writer;
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Without_a_key_the_stored_one_is_meant_and_the_answer_kept_beside_it()
    {
        Assert.Equal("missing", (string?)(await _writer.AskAsync(Anthropic, null))["code"]);
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = SharedDashboard.GoodKey });
        foreach (var body in new[] { null, new JsonObject(), new JsonObject { ["apiKey"] = null } })
        {
            Assert.Equal("ok", (string?)(await _writer.AskAsync(Anthropic, body))["code"]);
        }

        var validation = await ValidationAsync();
        Assert.Equal("ok", (string?)validation!["status"]);
        Assert.EndsWith("Z", (string?)validation["checkedAt"], StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)validation["message"]));

        // What is said of another key is not said of the stored one.
        await _writer.AskAsync(Anthropic, new JsonObject { ["apiKey"] = SharedDashboard.ForbiddenKey });
        Assert.Equal("ok", (string?)(await ValidationAsync())!["status"]);

        _dashboard.World.GitHub.Anthropic.Set(SharedDashboard.GoodKey, AnthropicKeyState.Invalid);
        Assert.Equal("invalid", (string?)(await _writer.AskAsync(Anthropic, null))["code"]);
        Assert.Equal("invalid", (string?)(await ValidationAsync())!["status"]);

        // A new value has not been asked about yet.
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = SharedDashboard.ForbiddenKey });
        Assert.Null(await ValidationAsync());
    }

    [Fact]
    public async Task The_shared_key_stands_in_for_one_that_nobody_entered()
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["Providers:Shared:ANTHROPIC_API_KEY"] = Shared });
        using var writer = await dashboard.SignInAsync("writer");
        dashboard.GitHub.Anthropic.Set(Shared, AnthropicKeyState.Valid);
        using var answer = await writer.SendAsync(HttpMethod.Post, Anthropic);
        Assert.Equal("ok", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }

    [Fact]
    public async Task Without_a_token_and_an_app_the_stored_ones_are_meant()
    {
        Assert.Equal("missing", (string?)(await _writer.AskAsync(Fly, null))["code"]);
        await _writer.PutAsync("/api/config/fly", new JsonObject { ["token"] = "fm2_deploy", ["appName"] = "other-app" });
        Assert.Equal("insufficient_scope", (string?)(await _writer.AskAsync(Fly, null))["code"]);
        Assert.Equal("ok", (string?)(await _writer.AskAsync(Fly, new JsonObject { ["appName"] = "my-app" }))["code"]);
        Assert.Equal("ok", (string?)(await _writer.AskAsync(Fly, new JsonObject { ["token"] = "FlyV1 fm2_organization" }))["code"]);
    }

    private async Task<JsonNode?> ValidationAsync() =>
        (await _writer.ReadAsync("/api/config/provider-credentials")).Credential("anthropic", "ANTHROPIC_API_KEY")["validation"];
}
