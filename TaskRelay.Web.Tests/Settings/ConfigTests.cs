using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Settings through the front door: everybody's own, never half of one change and half of another.</summary>
public sealed class ConfigTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Who_has_changed_nothing_sees_the_instances_values()
    {
        var config = await _writer.ReadConfigAsync();
        Assert.Equal(
            ["version", "defaultAgent", "runner", "agents", "fly", "repositories", "settings", "updatedAt"], config.Select(member => member.Key));
        Assert.Equal(1, (int)config["version"]!);
        Assert.Equal(("claude", "local"), ((string?)config["defaultAgent"], (string?)config["runner"]));
        Assert.Equal("""{"enabled":true,"model":null,"priority":"normal","instructions":null}""", config["agents"]!["claude"]!.ToJsonString());
        Assert.Equal("""{"appName":null,"region":null,"cpus":2,"memoryMb":2048,"tokenConfigured":false}""", config["fly"]!.ToJsonString());
        Assert.Equal("""{"mode":"all","selected":[]}""", config["repositories"]!.ToJsonString());
        Assert.Equal("""{"maxAttempts":3,"taskTimeoutMinutes":60,"maxConcurrentTasks":2}""", config["settings"]!.ToJsonString());
        Assert.Null(config["updatedAt"]);
    }

    [Fact]
    public async Task A_change_is_answered_and_read_as_it_was_sent_with_the_next_version()
    {
        var sent = await _writer.ReadConfigAsync();
        sent["defaultAgent"] = "scribe";
        sent["runner"] = "fly";
        sent["agents"]!["claude"] = JsonNode.Parse("""{"enabled":false,"model":"claude-opus-4-6","priority":"high","instructions":"Use tabs.\nBe \"kind\"."}""");
        sent["fly"] = JsonNode.Parse("""{"appName":"my-app","region":"fra","cpus":4,"memoryMb":8192,"tokenConfigured":true}""");
        sent["repositories"] = JsonNode.Parse("""{"mode":"selected","selected":["octo/hello","octo/Hello","hubot/x.y_z"]}""");
        sent["settings"] = JsonNode.Parse("""{"maxAttempts":20,"taskTimeoutMinutes":1440,"maxConcurrentTasks":1}""");
        sent["updatedAt"] = "yesterday";
        var answer = await _writer.PutAsync("/api/config", sent);
        Assert.EndsWith("Z", (string?)answer["updatedAt"], StringComparison.Ordinal);

        sent["version"] = 2;
        sent["updatedAt"] = (string?)answer["updatedAt"];
        sent["fly"]!["tokenConfigured"] = false;
        sent["repositories"]!["selected"] = new JsonArray("octo/hello", "hubot/x.y_z");
        Assert.Equal(sent.ToJsonString(), answer.ToJsonString());
        Assert.Equal(sent.ToJsonString(), (await _writer.ReadConfigAsync()).ToJsonString());

        var again = await _writer.ChangeConfigAsync(config => config["defaultAgent"] = "claude-code");
        Assert.Equal((3, "claude"), ((int)again["version"]!, (string?)again["defaultAgent"]));
        var audited = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action == "config_changed").ToListAsync());
        Assert.Equal(["version 2", "version 3"], audited.Select(entry => entry.Target));
        Assert.All(audited, entry => Assert.Equal("writer", entry.Actor));
    }

    [Fact]
    public async Task Everybody_has_their_own()
    {
        using var other = await _dashboard.SignInAsync("maintainer");
        await _writer.ChangeConfigAsync(config => config["defaultAgent"] = "scribe");
        Assert.Equal((1, "claude"), ((int)(await other.ReadConfigAsync())["version"]!, (string?)(await other.ReadConfigAsync())["defaultAgent"]));
        await other.ChangeConfigAsync(config => config["runner"] = "fly");
        Assert.Equal(("scribe", "local"), ((string?)(await _writer.ReadConfigAsync())["defaultAgent"], (string?)(await _writer.ReadConfigAsync())["runner"]));
    }

    [Fact]
    public async Task Of_changes_made_from_one_version_the_first_wins_and_the_others_are_told()
    {
        for (var round = 0; round < 2; round++)
        {
            var read = await _writer.ReadConfigAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(at =>
            {
                var sent = read.DeepClone();
                sent["settings"]!["maxAttempts"] = at + 1;
                sent["agents"]!["scribe"]!["instructions"] = $"{at + 1}";
                return _writer.SendAsync(HttpMethod.Put, "/api/config", sent);
            }));
            var won = Assert.Single(answers, answer => (int)answer.StatusCode == 200);
            foreach (var answer in answers.Where(answer => answer != won))
            {
                await Problems.ExpectAsync(answer, 409, "config_changed");
            }

            // What is stored is the winner's, whole.
            var stored = await _writer.ReadConfigAsync();
            Assert.Equal(await won.Content.ReadAsStringAsync(), stored.ToJsonString());
            Assert.Equal((int)read["version"]! + 1, (int)stored["version"]!);
            Assert.Equal($"{stored["settings"]!["maxAttempts"]}", (string?)stored["agents"]!["scribe"]!["instructions"]);
            Array.ForEach(answers, answer => answer.Dispose());
        }
    }

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
        var readOnly = new[] { "updatedAt", "fly.tokenConfigured" };
        foreach (var path in Paths(whole, "").Where(path => !readOnly.Contains(path)))
        {
            var sent = whole.DeepClone().AsObject();
            Parent(sent, path).Remove(path.Split('.')[^1]);
            await _writer.ExpectFieldsAsync(HttpMethod.Put, "/api/config", sent, path);
        }

        foreach (var path in readOnly)
        {
            Parent(whole, path).Remove(path.Split('.')[^1]);
        }

        Assert.Equal(2, (int)(await _writer.PutAsync("/api/config", whole))["version"]!);
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
        using var stranger = new TestBrowser(_dashboard.Address);
        using var answer = await stranger.SendAsync(new HttpMethod(method), "/api/config" + path);
        await Problems.ExpectAsync(answer, 401, "not_signed_in");
    }

    private async Task<HttpResponseMessage> PutRawAsync(string body, string type = "application/json")
    {
        using var client = new HttpClient();
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_dashboard.Address, "/api/config"))
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
