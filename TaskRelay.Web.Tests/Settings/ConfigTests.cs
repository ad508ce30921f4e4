using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Settings through the front door: everybody's own, never half of one change and half of another.</summary>
public abstract class ConfigTests(TestStore store) : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync(await store.NewAsync());
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

    public sealed class OnSqlite() : ConfigTests(TestStore.Sqlite);

    public sealed class OnPostgres() : ConfigTests(TestStore.Postgres);
}
