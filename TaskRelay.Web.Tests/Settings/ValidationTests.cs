using System.Text.Json.Nodes;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>What Anthropic and Fly are asked, and what people hear of their answers.</summary>
public sealed class ValidationTests(SharedDashboard dashboard) : IClassFixture<SharedDashboard>
{
    private const string Anthropic = "/api/config/validate/anthropic";
    private const string Fly = "/api/config/validate/fly";

    [Theory]
    [InlineData(SharedDashboard.GoodKey, "ok")]
    [InlineData("sk-ant-nobody-knows-it", "invalid")]
    [InlineData(SharedDashboard.ForbiddenKey, "insufficient_scope")]
    public async Task A_key_is_judged_by_what_Anthropic_says(string key, string code)
    {
        var answer = await dashboard.Writer.AskAsync(Anthropic, new JsonObject { ["apiKey"] = key });
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
        dashboard.World.GitHub.Faults.Add(new Fault
        {
            PathPattern = "^/anthropic/v1/models$",
            Status = status,
            Body = body,
            Headers = new Dictionary<string, string> { ["Location"] = dashboard.World.GitHub.AnthropicUrl + "/v1/models" },
        });
        var answer = await dashboard.Writer.AskAsync(Anthropic, new JsonObject { ["apiKey"] = SharedDashboard.GoodKey });
        Assert.Equal((false, "unreachable"), ((bool)answer["valid"]!, (string?)answer["code"]));
    }

    [Fact]
    public async Task A_cut_connection_is_no_verdict_either()
    {
        dashboard.World.GitHub.Faults.Add(Fault.LostAnswer("GET", "^/anthropic/v1/models$"));
        Assert.Equal("unreachable", (string?)(await dashboard.Writer.AskAsync(Anthropic, new JsonObject { ["apiKey"] = SharedDashboard.GoodKey }))["code"]);
        dashboard.World.GitHub.Faults.Add(Fault.LostAnswer("GET", "^/fly/v1/tokens/current$"));
        Assert.Equal("unreachable", (string?)(await dashboard.Writer.AskAsync(Fly, new JsonObject { ["token"] = "fm2_deploy" }))["code"]);
        dashboard.World.GitHub.Faults.Add(Fault.ServerError("^/fly/v1/apps/my-app$", 503));
        Assert.Equal("unreachable", (string?)(await dashboard.Writer.AskAsync(Fly, new JsonObject { ["token"] = "fm2_deploy", ["appName"] = "my-app" }))["code"]);
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
        var answer = await dashboard.Writer.AskAsync(Fly, new JsonObject { ["token"] = token, ["appName"] = app });
        Assert.Equal((code == "ok", code), ((bool)answer["valid"]!, (string?)answer["code"]));
        Assert.DoesNotContain("fm2_", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_question_is_refused_without_asking_anybody()
    {
        var before = Questions();
        await dashboard.Writer.ExpectFieldsAsync(HttpMethod.Post, Anthropic, new JsonObject { ["apiKey"] = "a\nb" }, "apiKey");
        await dashboard.Writer.ExpectFieldsAsync(HttpMethod.Post, Anthropic, new JsonObject { ["key"] = SharedDashboard.GoodKey }, "key");
        await dashboard.Writer.ExpectFieldsAsync(HttpMethod.Post, Fly, new JsonObject { ["token"] = " ", ["appName"] = "../v2" }, "token", "appName");
        using var list = await dashboard.Writer.SendAsync(HttpMethod.Post, Fly, new JsonArray());
        await Problems.ExpectAsync(list, 400, "invalid_request");
        Assert.Equal(before, Questions());
    }

    private int Questions() => dashboard.World.GitHub.Ledger.Entries.Count(
        entry => entry.Path.StartsWith("/anthropic", StringComparison.Ordinal) || entry.Path.StartsWith("/fly", StringComparison.Ordinal));
}
