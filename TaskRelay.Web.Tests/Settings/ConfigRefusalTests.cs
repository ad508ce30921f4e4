using System.Text.Json.Nodes;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Changes of settings that are refused, each with what is wrong, and none with any effect.</summary>
public sealed class ConfigRefusalTests(SharedDashboard dashboard) : IClassFixture<SharedDashboard>
{
    private static readonly string[] ReadOnly = ["updatedAt", "fly.tokenConfigured"];

    private readonly TestBrowser _writer = dashboard.Writer;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task A_version_that_is_not_the_newest_is_refused(int version)
    {
        var config = await _writer.ReadConfigAsync();
        config["version"] = version;
        using var first = await _writer.SendAsync(HttpMethod.Put, "/api/config", config);
        await Problems.ExpectAsync(first, 409, "config_changed");
        Assert.Equal(1, (int)(await _writer.ReadConfigAsync())["version"]!);
    }

    [Fact]
    public async Task Each_missing_member_is_named()
    {
        var whole = await _writer.ReadConfigAsync();
        foreach (var path in Paths(whole, "").Where(path => !ReadOnly.Contains(path)))
        {
            var sent = whole.DeepClone().AsObject();
            Parent(sent, path).Remove(path.Split('.')[^1]);
            await _writer.ExpectFieldsAsync(HttpMethod.Put, "/api/config", sent, path);
        }
    }

    [Fact]
    public async Task Read_only_members_may_be_absent()
    {
        using var reader = await dashboard.World.SignInAsync("reader");
        var whole = await reader.ReadConfigAsync();
        foreach (var path in ReadOnly)
        {
            Parent(whole, path).Remove(path.Split('.')[^1]);
        }

        Assert.Equal(2, (int)(await reader.PutAsync("/api/config", whole))["version"]!);
    }

    [Fact]
    public async Task A_member_that_nobody_knows_is_refused_wherever_it_stands()
    {
        var whole = await _writer.ReadConfigAsync();
        foreach (var path in new[] { "more", "agents.claude.more", "fly.token", "repositories.more", "settings.more" })
        {
            var sent = whole.DeepClone().AsObject();
            Parent(sent, path)[path.Split('.')[^1]] = "x";
            await _writer.ExpectFieldsAsync(HttpMethod.Put, "/api/config", sent, path);
        }
    }

    [Theory]
    [InlineData("version", "\"1\"")]
    [InlineData("version", "1.5")]
    [InlineData("defaultAgent", "null")]
    [InlineData("runner", "\"docker\"")]
    [InlineData("agents", "[]")]
    [InlineData("agents.claude", "null")]
    [InlineData("agents.claude.enabled", "\"true\"")]
    [InlineData("agents.claude.model", "\"--help\"")]
    [InlineData("agents.claude.priority", "\"urgent\"")]
    [InlineData("agents.claude.priority", "\"High\"")]
    [InlineData("agents.claude.instructions", "\"a\\u0000b\"")]
    [InlineData("agents.claude.instructions", "\"\\ud800\"")]
    [InlineData("fly.appName", "\"My App\"")]
    [InlineData("fly.appName", "\"\"")]
    [InlineData("fly.appName", "\"a/../b\"")]
    [InlineData("fly.region", "\"frankfurt\"")]
    [InlineData("fly.cpus", "3")]
    [InlineData("fly.cpus", "32")]
    [InlineData("fly.memoryMb", "300")]
    [InlineData("fly.memoryMb", "4352")]
    [InlineData("fly.memoryMb", "1000000")]
    [InlineData("repositories.mode", "\"some\"")]
    [InlineData("repositories.selected", "{}")]
    [InlineData("repositories.selected[0]", "[7]", "repositories.selected")]
    [InlineData("repositories.selected[0]", "[\"hello\"]", "repositories.selected")]
    [InlineData("repositories.selected[1]", "[\"octo/hello\",\"octo/..\"]", "repositories.selected")]
    [InlineData("settings.maxAttempts", "0")]
    [InlineData("settings.maxAttempts", "21")]
    [InlineData("settings.taskTimeoutMinutes", "1441")]
    [InlineData("settings.maxConcurrentTasks", "0")]
    [InlineData("settings.maxConcurrentTasks", "99999999999")]
    public async Task A_wrong_value_is_named(string named, string json, string? path = null)
    {
        var sent = await _writer.ReadConfigAsync();
        path ??= named;
        Parent(sent, path)[path.Split('.')[^1]] = "@here@";
        var text = sent.ToJsonString().Replace("\"@here@\"", json, StringComparison.Ordinal);
        using var answer = await PutRawAsync(text);
        var problem = await Problems.ExpectAsync(answer, 400, "invalid_request");
        Assert.Equal([named], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(1, (int)(await _writer.ReadConfigAsync())["version"]!);
    }

    [Fact]
    public async Task An_agent_that_there_is_not_is_not_found()
    {
        foreach (var change in new Action<JsonObject>[]
            { config => config["defaultAgent"] = "nobody", config => config["agents"]!["nobody"] = config["agents"]!["claude"]!.DeepClone() })
        {
            var config = await _writer.ReadConfigAsync();
            change(config);
            using var answer = await _writer.SendAsync(HttpMethod.Put, "/api/config", config);
            await Problems.ExpectAsync(answer, 404, "agent_not_found");
        }
    }

    [Fact]
    public async Task What_is_no_settings_at_all_is_refused()
    {
        using var text = await PutRawAsync("hello");
        await Problems.ExpectAsync(text, 400, "invalid_request");
        using var list = await PutRawAsync("[]");
        await Problems.ExpectAsync(list, 400, "invalid_request");
        using var twice = await PutRawAsync("""{"version":1,"version":1}""");
        Assert.Contains("version", (await Problems.ExpectAsync(twice, 400, "invalid_request")).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        using var large = await PutRawAsync($"\"{new string('x', 300_000)}\"");
        await Problems.ExpectAsync(large, 413, "payload_too_large");
        using var form = await PutRawAsync("version=1", "application/x-www-form-urlencoded");
        await Problems.ExpectAsync(form, 415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("GET", "/providers")]
    [InlineData("GET", "/provider-credentials")]
    [InlineData("PUT", "/provider-credentials")]
    [InlineData("PUT", "/credentials")]
    [InlineData("PUT", "/fly")]
    [InlineData("POST", "/validate/anthropic")]
    [InlineData("POST", "/validate/fly")]
    public async Task Nobody_gets_in_without_a_session(string method, string path)
    {
        using var stranger = new TestBrowser(dashboard.World.Address);
        using var answer = await stranger.SendAsync(new HttpMethod(method), "/api/config" + path);
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    private async Task<HttpResponseMessage> PutRawAsync(string body, string type = "application/json")
    {
        using var client = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(dashboard.World.Address, "/api/config"))
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, type),
        };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _writer.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        return await client.SendAsync(request);
    }

    private static IEnumerable<string> Paths(JsonObject json, string prefix) => json.SelectMany(member =>
        member.Value is JsonObject inner ? Paths(inner, $"{prefix}{member.Key}.").Prepend(prefix + member.Key) : [prefix + member.Key]);

    private static JsonObject Parent(JsonObject json, string path) =>
        path.Split('.')[..^1].Aggregate(json, (inner, name) => inner[name]!.AsObject());
}
