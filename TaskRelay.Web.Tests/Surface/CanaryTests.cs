using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Settings;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Secrets of every kind, planted where they belong: after happy paths and faults none of them is anywhere else.</summary>
public sealed class CanaryTests
{
    private static readonly (string Name, string Key, string Prefix)[] Configured =
    [
        ("Anthropic key", "Providers:Shared:ANTHROPIC_API_KEY", "sk-ant-api03-"),
        ("OpenAI key", "Providers:Shared:OPENAI_API_KEY", "sk-proj-"),
        ("Amp key", "Providers:Shared:AMP_API_KEY", "sgamp_"),
        ("Gemini key", "Providers:Shared:GEMINI_API_KEY", "AIzaSy"),
        ("OpenRouter key", "Providers:Shared:OPENROUTER_API_KEY", "sk-or-v1-"),
        ("Fly token", "Fly:ApiToken", "FlyV1 fm2_"),
        ("previous webhook secret", "GitHub:PreviousWebhookSecret", "previous-"),
    ];

    [Fact]
    public async Task No_secret_is_anywhere_but_in_its_place()
    {
        var canaries = new Canaries();
        await using var world = await StartAsync(canaries);
        var heard = new StringBuilder();
        using var writer = await SignInAsync(world, "writer", canaries);
        using var administrator = await SignInAsync(world, "maintainer", canaries);

        // A task that says its key aloud in every way, and one that fails.
        var loud = await world.WaitForEndAsync(await world.CommentAsync(
            world.NewScript("print-secret OPENAI_API_KEY raw\nprint-secret OPENAI_API_KEY base64\nprint-secret OPENAI_API_KEY hex\nprint-secret OPENAI_API_KEY split\nprint-env\nappend NOTES.md <<END\na line\nEND\nsummary Done."),
            "@taskrelay scribbler"));
        Assert.Equal(RelayTaskStatus.Succeeded, loud.Status);
        var program = await EnterAsync(world, writer, canaries);
        var failing = await world.WaitForEndAsync(await world.CommentAsync(world.NewScript("write-secret OPENAI_API_KEY settings.env"), "@taskrelay scribbler"));
        Assert.Equal(RelayTaskStatus.Failed, failing.Status);
        await ListenAsync(writer, heard, loud.Id);
        await ListenAsync(administrator, heard, failing.Id);
        using (var used = await program.GetAsync(new Uri("/api/tasks", UriKind.Relative)))
        {
            Assert.Equal(200, (int)used.StatusCode);
            heard.AppendLine(await SayAsync(used));
        }

        // GitHub fails at everything, sign-in too; signatures and tokens are wrong; requests carry secrets where none belongs.
        world.GitHub.Faults.Add(Fault.ServerError("^/(user|api|app|installation|repos)", 500, 200));
        world.GitHub.Faults.Add(Fault.ServerError("^/login/oauth/access_token", 500, 3));
        using (var failed = new TestBrowser(world.Relay.Address))
        {
            using var answer = await failed.SignInAsync("reader");
            heard.AppendLine(await SayAsync(answer));
        }

        await ListenAsync(writer, heard, loud.Id);
        await ListenAsync(administrator, heard, failing.Id);
        var secret = world.GitHub.App.WebhookSecret;
        foreach (var header in new[] { "Authorization", "X-Hub-Signature-256", "X-GitHub-Encoded-Secret", "X-Api-Key" })
        {
            foreach (var path in new[] { "/api/webhooks/github", "/api/worker/claim", "/api/callbacks/complete", "/api/tasks/nothing/stop" })
            {
                using var answer = await writer.SendAsync(HttpMethod.Post, path, new { secret }, (header, "Bearer " + secret));
                heard.AppendLine(await SayAsync(answer));
            }
        }

        world.GitHub.Faults.Clear();
        program.Dispose();
        AddIssued(world, canaries);
        Assert.True(canaries.Names.Count >= 18, string.Join(", ", canaries.Names));
        Assert.NotEqual(0, await world.ReadAsync(store => Task.FromResult(store.Attempts.Count(attempt => attempt.TokenHash != null))));
        Expect(canaries, "answers and pages", heard.ToString());
        Expect(canaries, "the server's log", world.Relay.Output);
        Expect(canaries, "GitHub", string.Join('\n', world.GitHub.State.Repositories.SelectMany(repository => world.GitHub.State.PullRequests(repository.FullName)).Select(pull => pull.Title + pull.Body)
            .Concat(Enumerable.Range(1, 10).SelectMany(issue => world.GitHub.State.Comments(World.Repository, issue)).Select(comment => comment.Body))));
        await BackUpAsync(world);
        foreach (var file in Directory.EnumerateFiles(world.Path("."), "*", SearchOption.AllDirectories))
        {
            // Keys are where keys belong; the lock is held by the server alone.
            if (!file.Contains("/keys/", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal))
            {
                Expect(canaries, file, Encoding.Latin1.GetString(await ReadSharedAsync(file)));
            }
        }
    }

    [Fact]
    public void A_secret_is_found_in_every_form()
    {
        var canaries = new Canaries();
        const string secret = "sk-proj-Zm9vYmFyQ2FuYXJ5VmFsdWU4MTk3NDYz";
        canaries.Add("a key", secret, 8);
        var bytes = Encoding.UTF8.GetBytes(secret);
        foreach (var form in new[] { secret, secret[7..], secret[12..24], Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes), "x" + Convert.ToBase64String([1, .. bytes]) })
        {
            Assert.True(canaries.FindIn($"before {form} after").Count > 0, form);
        }

        Assert.Empty(canaries.FindIn("sk-proj-something-else-entirely 0123456789abcdef"));
        Assert.NotEmpty(canaries.FindIn("tra_" + new string('a', 43)));
    }

    private static async Task<World> StartAsync(Canaries canaries)
    {
        var settings = new Dictionary<string, string>
        {
            ["Agents:scribbler:Command"] = "{worker}",
            ["Agents:scribbler:Arguments:0"] = "scribe",
            ["Agents:scribbler:Provider"] = "openai",
            ["Fly:AppName"] = "relay-workers",
            ["Logging:LogLevel:Default"] = "Trace",
            ["Logging:LogLevel:TaskRelay"] = "Trace",
            ["Logging:LogLevel:Microsoft"] = "Trace",
            ["Logging:LogLevel:System"] = "Trace",
            ["Logging:LogLevel:Polly"] = "Trace",
        };
        foreach (var (name, key, prefix) in Configured)
        {
            var value = prefix + TokenStore.RandomWord(40);
            settings[key] = value;
            canaries.Add(name, value, prefix.Length);
        }

        var world = await World.StartAsync(settings);
        canaries.Add("webhook secret", world.GitHub.App.WebhookSecret);
        canaries.Add("OAuth client secret", world.GitHub.App.ClientSecret);

        // The first bytes of every such key are the same, and so are its borders.
        var pem = Regex.Replace(world.GitHub.App.PrivateKeyPem, "-----[A-Z ]+-----|\\s", "");
        canaries.Add("App key", pem, 48);
        foreach (var file in Directory.EnumerateFiles(world.Path("keys"), "*.xml"))
        {
            canaries.Add("key ring", Regex.Match(await File.ReadAllTextAsync(file), "<value>([^<]+)</value>").Groups[1].Value);
        }

        return world;
    }

    private static async Task<TestBrowser> SignInAsync(World world, string login, Canaries canaries)
    {
        var browser = new TestBrowser(world.Relay.Address);
        using var answer = await browser.SignInAsync(login);
        canaries.Add("session cookie", browser.Cookies["taskrelay"], 40);
        return browser;
    }

    /// <summary>What a person hands over to the running app: keys, a Fly token, and a program with a token of its own. The next task uses the key.</summary>
    private static async Task<HttpClient> EnterAsync(World world, TestBrowser writer, Canaries canaries)
    {
        string Planted(string name, string prefix)
        {
            var value = prefix + TokenStore.RandomWord(40);
            canaries.Add(name, value, prefix.Length);
            return value;
        }

        await writer.PutAsync("/api/config/provider-credentials", new JsonObject
        {
            ["provider"] = "openai",
            ["values"] = new JsonObject { ["OPENAI_API_KEY"] = Planted("own OpenAI key", "sk-proj-") },
        });
        await writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = Planted("own Anthropic key", "sk-ant-api03-") });
        await writer.PutAsync("/api/config/fly", new JsonObject { ["appName"] = "my-app", ["token"] = Planted("own Fly token", "FlyV1 fm2_") });
        using var made = await writer.SendAsync(HttpMethod.Post, "/api/tokens", new JsonObject { ["name"] = "a program", ["scopes"] = new JsonArray("tasks:read") });
        var token = (string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["token"]!;
        Assert.StartsWith("trt_", token, StringComparison.Ordinal);
        canaries.Add("API token", token, 4);
        var program = new HttpClient { BaseAddress = world.Relay.Address };
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return program;
    }

    /// <summary>Tokens that GitHub gave out on the way, alive or not.</summary>
    private static void AddIssued(World world, Canaries canaries)
    {
        // Personal ones are for people who play with the simulator; the relay never gets one.
        foreach (var value in world.GitHub.State.Tokens.Issued.Where(token => token.Value != TokenKind.Personal).Select(token => token.Key))
        {
            canaries.Add($"GitHub's {value[..4]} token", value, value.IndexOf('_') + 1 + (value.StartsWith("ghs_", StringComparison.Ordinal) ? 7 : 0));
        }
    }

    /// <summary>Everything that can be read, by somebody who may see most of it.</summary>
    private static async Task ListenAsync(TestBrowser browser, StringBuilder heard, Guid task)
    {
        foreach (var row in SurfaceTable.Rows.Where(row => row.Method == "GET" && !row.Pattern.StartsWith("/docs", StringComparison.Ordinal)))
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, $"{task}");
            heard.AppendLine(await SayAsync(answer));
        }
    }

    private static async Task<string> SayAsync(HttpResponseMessage answer) =>
        string.Join('\n', answer.Headers.Where(header => header.Key != "Set-Cookie").Select(header => string.Join(' ', header.Value))) + "\n" + await answer.Content.ReadAsStringAsync();

    private static async Task BackUpAsync(World world)
    {
        await using var connection = new SqliteConnection($"Data Source={world.Path("taskrelay.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $file";
        command.Parameters.AddWithValue("$file", world.Path("backup.db"));
        await command.ExecuteNonQueryAsync();
    }

    private static void Expect(Canaries canaries, string where, string text) =>
        Assert.True(canaries.FindIn(text) is { Count: 0 }, $"In {where}: {string.Join(" | ", canaries.FindIn(text))}");

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
