using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Credentials go in and never come out.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string List = "/api/config/provider-credentials";
    private const string Key = "sk-ant-canary-5Tq8Wz2Lm9Xc4Vb7";
    private const string SharedKey = "sk-shared-canary-1Aa2Bb3Cc4Dd5Ee6";

    private Dashboard _dashboard = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync(new Dictionary<string, string?>
        {
            ["Providers:Shared:OPENAI_API_KEY"] = SharedKey,
            ["Providers:Catalogue:Mistral:Name"] = "Mistral AI",
            ["Providers:Catalogue:Mistral:DocsUrl"] = "https://console.mistral.ai/api-keys",
            ["Providers:Catalogue:Mistral:Credentials:0:Name"] = "MISTRAL_API_KEY",
            ["Providers:Catalogue:Mistral:Credentials:1:Name"] = "MISTRAL_REGION",
            ["Providers:Catalogue:Mistral:Credentials:1:Label"] = "Region",
            ["Providers:Catalogue:Mistral:Credentials:1:Required"] = "false",
            ["Agents:vibe:Provider"] = "mistral",
        });
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task The_catalogue_tells_variables_and_agents_and_grows_by_configuration()
    {
        var items = (await _writer.ReadAsync("/api/config/providers"))["items"]!.AsArray();
        Assert.Equal(
            ["anthropic", "openai", "google", "openrouter", "amp", "xai", "groq", "deepseek", "zai", "moonshotai", "mistral"],
            items.Select(item => (string?)item!["id"]));
        Assert.All(items, item => Assert.StartsWith("https://", (string?)item!["docsUrl"], StringComparison.Ordinal));
        var anthropic = items[0]!;
        Assert.Equal(["id", "name", "docsUrl", "credentials", "agents"], anthropic.AsObject().Select(member => member.Key));
        Assert.Equal("""[{"name":"ANTHROPIC_API_KEY","label":"API key","required":true}]""", anthropic["credentials"]!.ToJsonString());
        Assert.Contains("claude", anthropic["agents"]!.AsArray().Select(agent => (string?)agent));
        Assert.Equal("""{"name":"MISTRAL_REGION","label":"Region","required":false}""", items[^1]!["credentials"]![1]!.ToJsonString());
        Assert.Equal("""["vibe"]""", items[^1]!["agents"]!.ToJsonString());
    }

    [Fact]
    public async Task A_value_is_kept_sealed_and_shown_by_its_last_four_characters_alone()
    {
        var empty = (await _writer.ReadAsync(List)).Credential("anthropic", "ANTHROPIC_API_KEY");
        Assert.Equal(
            """{"name":"ANTHROPIC_API_KEY","configured":false,"source":null,"lastFour":null,"updatedAt":null,"validation":null}""", empty.ToJsonString());

        var answer = await _writer.PutAsync(List, Values("anthropic", ("ANTHROPIC_API_KEY", $"  {Key} ")));
        var stored = answer.Credential("anthropic", "ANTHROPIC_API_KEY");
        Assert.Equal((true, "own", "4Vb7"), ((bool)stored["configured"]!, (string?)stored["source"], (string?)stored["lastFour"]));
        Assert.EndsWith("Z", (string?)stored["updatedAt"], StringComparison.Ordinal);
        Assert.Equal(answer.ToJsonString(), (await _writer.ReadAsync(List)).ToJsonString());

        await ExpectNowhereAsync(Key);
        var audit = await _dashboard.Relay.ReadAsync(db => db.AuditEntries.SingleAsync(entry => entry.Action == "secret_changed"));
        Assert.Equal(("writer", "anthropic ANTHROPIC_API_KEY"), (audit.Actor, audit.Target));
    }

    [Fact]
    public async Task Short_values_show_nothing_of_themselves()
    {
        var answer = await _writer.PutAsync(List, Values("groq", ("GROQ_API_KEY", "abc12345678")));
        Assert.Null(answer.Credential("groq", "GROQ_API_KEY")["lastFour"]);
        Assert.DoesNotContain("5678", answer.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_one_touches_no_other_and_null_removes_one()
    {
        await _writer.PutAsync(List, Values("anthropic", ("ANTHROPIC_API_KEY", Key)));
        var before = (await _writer.PutAsync(List, Values("mistral", ("MISTRAL_API_KEY", "a-mistral-key-9876"), ("MISTRAL_REGION", "eu"))))
            .Credential("anthropic", "ANTHROPIC_API_KEY").ToJsonString();
        var after = await _writer.PutAsync(List, Values("mistral", ("MISTRAL_API_KEY", null)));
        Assert.False((bool)after.Credential("mistral", "MISTRAL_API_KEY")["configured"]!);
        Assert.True((bool)after.Credential("mistral", "MISTRAL_REGION")["configured"]!);
        Assert.Equal(before, after.Credential("anthropic", "ANTHROPIC_API_KEY").ToJsonString());

        // Neither do the settings.
        await _writer.ChangeConfigAsync(config => config["defaultAgent"] = "scribe");
        Assert.Equal(after.ToJsonString(), (await _writer.ReadAsync(List)).ToJsonString());

        // Removing what is not there is fine, and leaves no line in the audit log.
        await _writer.PutAsync(List, Values("mistral", ("MISTRAL_API_KEY", null)));
        Assert.Equal(4, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Action == "secret_changed")));
    }

    [Fact]
    public async Task The_short_form_does_the_same()
    {
        var answer = await _writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = Key, ["amp"] = "amp-canary-key-4321" });
        Assert.Equal("4Vb7", (string?)answer.Credential("anthropic", "ANTHROPIC_API_KEY")["lastFour"]);
        Assert.Equal("4321", (string?)answer.Credential("amp", "AMP_API_KEY")["lastFour"]);
        answer = await _writer.PutAsync("/api/config/credentials", new JsonObject { ["amp"] = null });
        Assert.True((bool)answer.Credential("anthropic", "ANTHROPIC_API_KEY")["configured"]!);
        Assert.False((bool)answer.Credential("amp", "AMP_API_KEY")["configured"]!);
        Assert.Equal(answer.ToJsonString(), (await _writer.PutAsync("/api/config/credentials", new JsonObject())).ToJsonString());
        await _writer.ExpectFieldsAsync(HttpMethod.Put, "/api/config/credentials", new JsonObject { ["google"] = "x-y-z" }, "google");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, "/api/config/credentials", new JsonObject { ["openai"] = " ", ["amp"] = 7 }, "openai", "amp");
    }

    [Fact]
    public async Task A_wrong_request_stores_nothing_and_is_not_told_back()
    {
        foreach (var wrong in new[] { "", "   ", "sk-\u0000canary-value", "sk-canary\nvalue", "sk-canäry-value", new string('k', 20_000) })
        {
            var sent = Values("anthropic", ("ANTHROPIC_API_KEY", wrong));
            using var answer = await _writer.SendAsync(HttpMethod.Put, List, sent);
            Assert.DoesNotContain("can", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await _writer.ExpectFieldsAsync(HttpMethod.Put, List, sent, "values.ANTHROPIC_API_KEY");
        }

        // One bad member keeps the good ones out.
        await _writer.ExpectFieldsAsync(
            HttpMethod.Put, List, Values("anthropic", ("ANTHROPIC_API_KEY", Key), ("OPENAI_API_KEY", Key)), "values.OPENAI_API_KEY");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, List, new JsonObject { ["values"] = new JsonObject() }, "provider");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, List, new JsonObject { ["provider"] = "anthropic" }, "values");
        await _writer.ExpectFieldsAsync(HttpMethod.Put, List, new JsonObject { ["provider"] = "anthropic", ["values"] = new JsonObject(), ["more"] = 1 }, "more");
        using var unknown = await _writer.SendAsync(HttpMethod.Put, List, Values("nobody", ("KEY", Key)));
        await Problems.ExpectAsync(unknown, 404, "provider_not_found");
        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.UserSecrets.CountAsync()));
    }

    [Fact]
    public async Task A_shared_one_shows_as_such_and_gives_way_to_an_own_one()
    {
        var shared = (await _writer.ReadAsync(List)).Credential("openai", "OPENAI_API_KEY");
        Assert.Equal(
            """{"name":"OPENAI_API_KEY","configured":true,"source":"shared","lastFour":null,"updatedAt":null,"validation":null}""", shared.ToJsonString());
        var own = await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = "sk-own-canary-key-7777" });
        Assert.Equal("own", (string?)own.Credential("openai", "OPENAI_API_KEY")["source"]);
        Assert.DoesNotContain("Ee6", own.ToJsonString(), StringComparison.Ordinal);
        var gone = await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = null });
        Assert.Equal("shared", (string?)gone.Credential("openai", "OPENAI_API_KEY")["source"]);
    }

    [Fact]
    public async Task Nobody_sees_or_opens_anothers_and_a_copied_row_opens_nowhere()
    {
        using var other = await _dashboard.SignInAsync("maintainer");
        await _writer.PutAsync(List, Values("anthropic", ("ANTHROPIC_API_KEY", Key)));
        Assert.False((bool)(await other.ReadAsync(List)).Credential("anthropic", "ANTHROPIC_API_KEY")["configured"]!);

        // Somebody with a hand on the database gives the row to another person, and to another name.
        var (writer, maintainer) = (_dashboard.GitHub.State.User("writer").Id, _dashboard.GitHub.State.User("maintainer").Id);
        const string copy = """
            INSERT INTO user_secrets (user_id, name, sealed, last_four, updated_at)
            SELECT @p1, @p2, sealed, last_four, updated_at FROM user_secrets WHERE user_id = @p0 AND name = 'ANTHROPIC_API_KEY'
            """;
        await _dashboard.Get<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                scope.Execute(copy, writer, maintainer, "ANTHROPIC_API_KEY");
                scope.Execute(copy, writer, writer, "AMP_API_KEY");
                return Task.CompletedTask;
            },
            CancellationToken.None);
        foreach (var credential in new[]
            {
                (await other.ReadAsync(List)).Credential("anthropic", "ANTHROPIC_API_KEY"), (await _writer.ReadAsync(List)).Credential("amp", "AMP_API_KEY"),
            })
        {
            Assert.Equal((true, "own", "unreadable"), ((bool)credential["configured"]!, (string?)credential["source"], (string?)credential["validation"]!["status"]));
        }

        Assert.Null((await _writer.ReadAsync(List)).Credential("anthropic", "ANTHROPIC_API_KEY")["validation"]);
    }

    private static JsonObject Values(string provider, params (string Name, string? Value)[] values) => new()
    {
        ["provider"] = provider,
        ["values"] = new JsonObject(values.Select(value => KeyValuePair.Create(value.Name, (JsonNode?)value.Value))),
    };

    /// <summary>Not in any answer, nor in the files of the store.</summary>
    private async Task ExpectNowhereAsync(string secret)
    {
        foreach (var path in new[] { List, "/api/config", "/api/config/providers" })
        {
            Assert.DoesNotContain(secret[..12], (await _writer.ReadAsync(path)).ToJsonString(), StringComparison.Ordinal);
        }

        var folder = await _dashboard.Relay.ReadAsync(db => Task.FromResult(Path.GetDirectoryName(db.Database.GetDbConnection().DataSource)!));
        var files = Directory.GetFiles(folder, "taskrelay.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            Assert.DoesNotContain(secret[..12], text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(secret))[..16], text, StringComparison.Ordinal);
        }
    }
}
