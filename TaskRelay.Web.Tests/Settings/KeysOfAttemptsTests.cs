using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Which keys a worker is handed, and that they are kept out of what it sends back, however it was changed.</summary>
public sealed class KeysOfAttemptsTests : IAsyncLifetime
{
    private const string Own = "mine-canary-9Lq2Wf6Zt8Xb";
    private const string Shared = "ours-canary-3Kd7Hs1Vm5Pc";

    private World _world = null!;
    private TestBrowser _writer = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        // The test is the worker: its ticket is left where it finds it.
        _world = await World.StartAsync(new Dictionary<string, string>
        {
            ["Runners:Local:Command"] = "sh -c 'read -r ticket; echo \"$ticket\" > \"$TASKRELAY_WORKDIR/ticket.part\"; mv \"$TASKRELAY_WORKDIR/ticket.part\" \"$TASKRELAY_WORKDIR/ticket\"; exec sleep 120'",
            ["Agents:scribbler:Command"] = "{worker}",
            ["Agents:scribbler:Arguments:0"] = "scribe",
            ["Agents:scribbler:Provider"] = "openai",
            ["Providers:Shared:OPENAI_API_KEY"] = Shared,
            ["Providers:Shared:GROQ_API_KEY"] = "groq-canary-0Jx4Rn8Yb2Gv",
        });
        _writer = new TestBrowser(_world.Relay.Address);
        (await _writer.SignInAsync("writer")).Dispose();
        _http = new HttpClient { BaseAddress = _world.Relay.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _writer.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task A_task_gets_the_key_of_who_asked_else_the_shared_one_and_no_other_providers()
    {
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = Own, ["amp"] = "amp-canary-7Te1Uc5Io9Ms" });
        var (_, mine) = await ClaimAsync("writer");
        Assert.Equal(Own, (string?)mine["agent"]!["environment"]!["OPENAI_API_KEY"]);
        Assert.Equal("""["OPENAI_API_KEY"]""", mine["agent"]!["secretNames"]!.ToJsonString());
        Assert.DoesNotContain("amp-canary", mine.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("groq-canary", mine.ToJsonString(), StringComparison.Ordinal);

        var (_, theirs) = await ClaimAsync("maintainer");
        Assert.Equal(Shared, (string?)theirs["agent"]!["environment"]!["OPENAI_API_KEY"]);
        Assert.DoesNotContain(Own, theirs.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_worker_sends_is_stored_without_them_also_after_they_were_replaced()
    {
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = Own });
        var (token, _) = await ClaimAsync("writer");
        await SendAsync(HttpMethod.Post, "/api/worker/events", token, Line(1, $"key {Own}"));
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = "next-canary-4Ew8Qa2Dz6Fj" });
        await SendAsync(HttpMethod.Post, "/api/worker/events", token, Line(2, $"old {Own} new next-canary-4Ew8Qa2Dz6Fj shared {Shared}"));
        var texts = await _world.ReadAsync(db => db.Events.Where(line => line.Kind == TaskEventKind.Log).OrderBy(line => line.Seq).Select(line => line.Text).ToListAsync());
        Assert.Equal(["key [redacted]", "old [redacted] new [redacted] shared [redacted]"], texts);
    }

    [Fact]
    public async Task A_stored_key_that_can_not_be_opened_any_more_is_told_and_no_other_is_used_in_its_place()
    {
        await _writer.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = Own });
        await _world.Relay.DisposeAsync();
        Directory.Delete(_world.Path("keys"), recursive: true);
        await _world.StartRelayAsync();
        using var again = new TestBrowser(_world.Relay.Address);
        (await again.SignInAsync("writer")).Dispose();
        var credential = (await again.ReadAsync("/api/config/provider-credentials")).Credential("openai", "OPENAI_API_KEY");
        Assert.Equal(("own", "8Xb", "unreadable"), ((string?)credential["source"], ((string?)credential["lastFour"])![1..], (string?)credential["validation"]!["status"]));

        var task = await _world.WaitForEndAsync(await _world.CommentAsync(_world.NewIssue("a", "b"), "@taskrelay scribbler"));
        Assert.Equal((RelayTaskStatus.Rejected, "credentials_missing"), (task.Status, task.ErrorCode));
        Assert.Contains("OPENAI_API_KEY can't be decrypted", task.ErrorMessage, StringComparison.Ordinal);

        var entered = await again.PutAsync("/api/config/credentials", new JsonObject { ["openai"] = Own });
        Assert.Null(entered.Credential("openai", "OPENAI_API_KEY")["validation"]);
    }

    private static JsonArray Line(int seq, string text) =>
        [new JsonObject { ["seq"] = seq, ["at"] = DateTimeOffset.UtcNow, ["kind"] = "log", ["stream"] = "stdout", ["text"] = text }];

    /// <summary>A task of that person, claimed: its attempt's token and its job.</summary>
    private async Task<(string Token, JsonObject Job)> ClaimAsync(string login)
    {
        var comment = await _world.CommentAsync(_world.NewIssue("a", "b"), "@taskrelay scribbler", login);
        var task = await _world.WaitForTaskAsync(comment, row => row.Status == RelayTaskStatus.Running);
        var file = _world.Path(Path.Combine("work", $"{task.Id:N}-{task.Attempt}", "ticket"));
        await _world.WaitAsync("the ticket", () => Task.FromResult(File.Exists(file)), there => there);
        var claim = await SendAsync(HttpMethod.Post, "/api/worker/claim", (await File.ReadAllTextAsync(file)).Trim(), new JsonObject { ["workerId"] = "test" });
        var token = (string)claim["token"]!;
        return (token, await SendAsync(HttpMethod.Get, "/api/worker/job", token));
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, string token, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _http.SendAsync(request);
        Assert.Equal(200, (int)answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
