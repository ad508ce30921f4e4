using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>The part of the settings about Fly, with its token.</summary>
public sealed class FlySettingsTests : IAsyncLifetime
{
    private const string Path = "/api/config/fly";
    private const string Token = "FlyV1 fm2_organization";

    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _writer = await _dashboard.SignInAsync("writer");
        _dashboard.GitHub.Fly.AddApp("my-app", "octo-org");
        _dashboard.GitHub.Fly.AddToken(Token, "octo-org");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task It_is_saved_with_its_token_and_answered_as_settings_without_it()
    {
        var before = await _writer.ReadConfigAsync();
        var answer = await _writer.PutAsync(Path, Whole(validate: true));
        Assert.Equal("""{"appName":"my-app","region":null,"cpus":2,"memoryMb":4096,"tokenConfigured":true}""", answer["fly"]!.ToJsonString());
        Assert.Equal(2, (int)answer["version"]!);
        Assert.Equal(answer.ToJsonString(), (await _writer.ReadConfigAsync()).ToJsonString());
        Assert.DoesNotContain("fm2_", answer.ToJsonString(), StringComparison.Ordinal);
        var targets = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action != "sign_in").OrderBy(entry => entry.Id).Select(entry => entry.Target).ToListAsync());
        Assert.Equal(["fly FLY_API_TOKEN", "version 2, fly"], targets);

        // Who read the settings before has not read these.
        using var stale = await _writer.SendAsync(HttpMethod.Put, "/api/config", before);
        await Problems.ExpectAsync(stale, 409, "config_changed");
        Assert.Equal(3, (int)(await _writer.ChangeConfigAsync(config => config["runner"] = "fly"))["version"]!);
        Assert.True((bool)(await _writer.ReadConfigAsync())["fly"]!["tokenConfigured"]!);
    }

    [Fact]
    public async Task What_is_absent_stays_and_what_was_never_chosen_is_not_chosen_by_it()
    {
        await _writer.PutAsync(Path, Whole(validate: false));
        foreach (var token in new JsonNode?[] { null, "", "  " })
        {
            var answer = await _writer.PutAsync(Path, new JsonObject { ["token"] = token?.DeepClone(), ["region"] = "fra" });
            Assert.Equal("""{"appName":"my-app","region":"fra","cpus":2,"memoryMb":4096,"tokenConfigured":true}""", answer["fly"]!.ToJsonString());
        }

        var cleared = await _writer.PutAsync(Path, new JsonObject { ["appName"] = null, ["region"] = null });
        Assert.Equal("""{"appName":null,"region":null,"cpus":2,"memoryMb":4096,"tokenConfigured":true}""", cleared["fly"]!.ToJsonString());
        Assert.Null(await _dashboard.Relay.ReadAsync(db => db.UserConfigs.Select(config => config.DefaultAgent).SingleAsync()));

        // Fly still opens with the stored token: it was not touched.
        Assert.Equal(200, (int)(await _writer.SendAsync(HttpMethod.Put, Path, new JsonObject { ["appName"] = "my-app", ["validate"] = true })).StatusCode);
    }

    [Theory]
    [InlineData("fm2_nobody", "my-app")]
    [InlineData(Token, "no-app")]
    [InlineData(null, "my-app")]
    public async Task With_validate_what_Fly_refuses_is_not_saved(string? token, string app)
    {
        var sent = Whole(validate: true);
        (sent["token"], sent["appName"]) = (token, app);
        using var answer = await _writer.SendAsync(HttpMethod.Put, Path, sent);
        await Problems.ExpectAsync(answer, 400, "fly_validation_failed");
        await ExpectUntouchedAsync();
    }

    [Fact]
    public async Task With_validate_and_no_answer_from_Fly_nothing_is_saved()
    {
        _dashboard.GitHub.Faults.Add(Fault.ServerError("^/fly/", 503));
        using var answer = await _writer.SendAsync(HttpMethod.Put, Path, Whole(validate: true));
        await Problems.ExpectAsync(answer, 502, "fly_unavailable");
        await ExpectUntouchedAsync();
    }

    [Fact]
    public async Task Sizes_that_Fly_does_not_offer_are_named()
    {
        await _writer.ExpectFieldsAsync(HttpMethod.Put, Path, new JsonObject { ["cpus"] = 3 }, "cpus");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, Path, new JsonObject { ["cpus"] = 8, ["memoryMb"] = 1024 }, "memoryMb");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, Path, new JsonObject { ["cpus"] = 16 }, "memoryMb");
        await _writer.ExpectFieldsAsync(
            HttpMethod.Put, Path, new JsonObject { ["appName"] = "A", ["region"] = "x", ["validate"] = 1, ["size"] = 1 }, "appName", "region", "validate", "size");
        foreach (var (cpus, memory) in new[] { (1, 256), (1, 2048), (1, 8192), (6, 1536), (8, 65536), (10, 20480), (16, 131072) })
        {
            await _writer.PutAsync(Path, new JsonObject { ["cpus"] = cpus, ["memoryMb"] = memory });
        }
    }

    [Fact]
    public async Task Changes_at_once_are_all_kept()
    {
        await _writer.PutAsync(Path, Whole(validate: false));
        var answers = await Task.WhenAll(
            _writer.SendAsync(HttpMethod.Put, Path, new JsonObject { ["appName"] = "their-app" }),
            _writer.SendAsync(HttpMethod.Put, Path, new JsonObject { ["region"] = "ams" }),
            _writer.SendAsync(HttpMethod.Put, Path, new JsonObject { ["cpus"] = 4 }));
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.StatusCode));
        var config = await _writer.ReadConfigAsync();
        Assert.Equal("""{"appName":"their-app","region":"ams","cpus":4,"memoryMb":4096,"tokenConfigured":true}""", config["fly"]!.ToJsonString());
        Assert.Equal(5, (int)config["version"]!);
    }

    private static JsonObject Whole(bool validate) => new()
    {
        ["token"] = Token,
        ["appName"] = "my-app",
        ["region"] = null,
        ["cpus"] = 2,
        ["memoryMb"] = 4096,
        ["validate"] = validate,
    };

    private async Task ExpectUntouchedAsync()
    {
        var config = await _writer.ReadConfigAsync();
        Assert.Equal((1, false), ((int)config["version"]!, (bool)config["fly"]!["tokenConfigured"]!));
        Assert.Null(config["fly"]!["appName"]);
    }
}
