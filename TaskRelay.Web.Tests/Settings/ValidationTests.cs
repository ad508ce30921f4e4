using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>What Anthropic and Fly are asked, and what people hear of their answers.</summary>
public sealed class ValidationTests : IAsyncLifetime
{
    private const string Anthropic = "/api/config/validate/anthropic";
    private const string Fly = "/api/config/validate/fly";
    private const string Good = "sk-ant-good-2Rt6Yh9Pk3Wd";
    private const string Forbidden = "sk-ant-shut-8Gf4Sa1Lz7Qe";
    private const string Shared = "sk-ant-shared-5Hn2Xv8Bc1Mt";

    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _writer = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Anthropic.Set(Good, AnthropicKeyState.Valid);
        _dashboard.GitHub.Anthropic.Set(Forbidden, AnthropicKeyState.Forbidden);
        _dashboard.GitHub.Fly.AddApp("my-app", "octo-org");
        _dashboard.GitHub.Fly.AddApp("other-app", "octo-org");
        _dashboard.GitHub.Fly.AddApp("their-app", "their-org");
        _dashboard.GitHub.Fly.AddToken("FlyV1 fm2_organization", "octo-org");
        _dashboard.GitHub.Fly.AddToken("fm2_deploy", "octo-org", "my-app");
        _dashboard.GitHub.Fly.AddMachineToken("fm2_machine", "octo-org", "148e");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Theory]
    [InlineData(Good, "ok")]
    [InlineData("sk-ant-nobody-knows-it", "invalid")]
    [InlineData(Forbidden, "insufficient_scope")]
    public async Task A_key_is_judged_by_what_Anthropic_says(string key, string code)
    {
        var answer = await AskAsync(Anthropic, new JsonObject { ["apiKey"] = key });
        Assert.Equal(["valid", "code", "message"], answer.Select(member => member.Key));
        Assert.Equal((code == "ok", code), ((bool)answer["valid"]!, (string?)answer["code"]));
        Assert.DoesNotContain(key, answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(529, "{}")]
    [InlineData(302, "")]
    [InlineData(200, "<html>sign in to the wireless network</html>")]
    [InlineData(200, "{\"data\":7}")]
    [InlineData(404, "{}")]
    public async Task No_usable_answer_is_no_verdict(int status, string? body)
    {
        _dashboard.GitHub.Faults.Add(new Fault
        {
            PathPattern = "^/anthropic/v1/models$",
            Status = status,
            Body = body,
            Headers = new Dictionary<string, string> { ["Location"] = _dashboard.GitHub.AnthropicUrl + "/v1/models" },
        });
        var answer = await AskAsync(Anthropic, new JsonObject { ["apiKey"] = Good });
        Assert.Equal((false, "unreachable"), ((bool)answer["valid"]!, (string?)answer["code"]));
    }

    [Fact]
    public async Task A_cut_connection_is_no_verdict_either()
    {
        _dashboard.GitHub.Faults.Add(Fault.LostAnswer("GET", "^/anthropic/v1/models$"));
        Assert.Equal("unreachable", (string?)(await AskAsync(Anthropic, new JsonObject { ["apiKey"] = Good }))["code"]);
        _dashboard.GitHub.Faults.Add(Fault.LostAnswer("GET", "^/fly/v1/tokens/current$"));
        Assert.Equal("unreachable", (string?)(await AskAsync(Fly, new JsonObject { ["token"] = "fm2_deploy" }))["code"]);
        _dashboard.GitHub.Faults.Add(Fault.ServerError("^/fly/v1/apps/my-app$", 503));
        Assert.Equal("unreachable", (string?)(await AskAsync(Fly, new JsonObject { ["token"] = "fm2_deploy", ["appName"] = "my-app" }))["code"]);
    }

    [Fact]
    public async Task Without_a_key_the_stored_one_is_meant_and_the_answer_kept_beside_it()
    {
        Assert.Equal("missing", (string?)(await AskAsync(Anthropic, null))["code"]);
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = Good });
        foreach (var body in new[] { null, new JsonObject(), new JsonObject { ["apiKey"] = null } })
        {
            Assert.Equal("ok", (string?)(await AskAsync(Anthropic, body))["code"]);
        }

        var validation = await ValidationAsync();
        Assert.Equal("ok", (string?)validation!["status"]);
        Assert.EndsWith("Z", (string?)validation["checkedAt"], StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)validation["message"]));

        // What is said of another key is not said of the stored one.
        await AskAsync(Anthropic, new JsonObject { ["apiKey"] = Forbidden });
        Assert.Equal("ok", (string?)(await ValidationAsync())!["status"]);

        _dashboard.GitHub.Anthropic.Set(Good, AnthropicKeyState.Invalid);
        Assert.Equal("invalid", (string?)(await AskAsync(Anthropic, null))["code"]);
        Assert.Equal("invalid", (string?)(await ValidationAsync())!["status"]);

        // A new value has not been asked about yet.
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = Forbidden });
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

    [Theory]
    [InlineData("FlyV1 fm2_organization", "my-app", "ok")]
    [InlineData("fm2_organization", null, "ok")]
    [InlineData("fm2_deploy", "my-app", "ok")]
    [InlineData("fm2_deploy", "other-app", "insufficient_scope")]
    [InlineData("fm2_organization", "their-app", "app_not_found")]
    [InlineData("fm2_organization", "no-app", "app_not_found")]
    [InlineData("fm2_machine", "my-app", "insufficient_scope")]
    [InlineData("FlyV1 fm2_nobody", "my-app", "invalid")]
    public async Task A_token_is_judged_by_what_Fly_says(string token, string? app, string code)
    {
        var answer = await AskAsync(Fly, new JsonObject { ["token"] = token, ["appName"] = app });
        Assert.Equal((code == "ok", code), ((bool)answer["valid"]!, (string?)answer["code"]));
        Assert.DoesNotContain("fm2_", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_and_an_app_the_stored_ones_are_meant()
    {
        Assert.Equal("missing", (string?)(await AskAsync(Fly, null))["code"]);
        await _writer.PutAsync("/api/config/fly", new JsonObject { ["token"] = "fm2_deploy", ["appName"] = "other-app" });
        Assert.Equal("insufficient_scope", (string?)(await AskAsync(Fly, null))["code"]);
        Assert.Equal("ok", (string?)(await AskAsync(Fly, new JsonObject { ["appName"] = "my-app" }))["code"]);
        Assert.Equal("ok", (string?)(await AskAsync(Fly, new JsonObject { ["token"] = "FlyV1 fm2_organization" }))["code"]);
    }

    [Fact]
    public async Task A_malformed_question_is_refused_without_asking_anybody()
    {
        await _writer.ExpectFieldsAsync(HttpMethod.Post, Anthropic, new JsonObject { ["apiKey"] = "a\nb" }, "apiKey");
        await _writer.ExpectFieldsAsync(HttpMethod.Post, Anthropic, new JsonObject { ["key"] = Good }, "key");
        await _writer.ExpectFieldsAsync(HttpMethod.Post, Fly, new JsonObject { ["token"] = " ", ["appName"] = "../v2" }, "token", "appName");
        using var list = await _writer.SendAsync(HttpMethod.Post, Fly, new JsonArray());
        await Problems.ExpectAsync(list, 400, "invalid_request");
        Assert.DoesNotContain(_dashboard.GitHub.Ledger.Entries, entry => entry.Path.StartsWith("/anthropic", StringComparison.Ordinal) || entry.Path.StartsWith("/fly", StringComparison.Ordinal));
    }

    private async Task<JsonObject> AskAsync(string path, JsonObject? body)
    {
        using var answer = await _writer.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private async Task<JsonNode?> ValidationAsync() =>
        (await _writer.ReadAsync("/api/config/provider-credentials")).Credential("anthropic", "ANTHROPIC_API_KEY")["validation"];
}
