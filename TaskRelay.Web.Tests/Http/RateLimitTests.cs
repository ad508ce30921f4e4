using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TaskRelay.Web.Http.Limits;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Http;

/// <summary>Who is counted together, who is not counted, and what one too many hears. A window is a minute, and begins with the first request.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task A_person_is_counted_over_all_their_sessions_and_tokens()
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["RateLimits:PerUserPerMinute"] = "6" });
        using var one = await dashboard.SignInAsync("writer");
        using var other = await dashboard.SignInAsync("writer");
        using var program = await ApiClient.MadeByAsync(one, dashboard.Address, "tasks:read");
        for (var time = 0; time < 2; time++)
        {
            await ExpectAsync(one.GetAsync("/api/tasks"), HttpStatusCode.OK);
            await ExpectAsync(other.GetAsync("/api/tasks"), HttpStatusCode.OK);
        }

        await ExpectAsync(program.GetAsync("/api/tasks"), HttpStatusCode.OK);
        await RefusedAsync(program.GetAsync("/api/tasks"));
        await RefusedAsync(one.GetAsync("/api/tasks"));

        // Somebody else at the same address is somebody else.
        using var reader = await dashboard.SignInAsync("reader");
        await ExpectAsync(reader.GetAsync("/api/tasks"), HttpStatusCode.OK);
        using var page = await other.GetAsync("/tasks");
        Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
    }

    [Fact]
    public async Task Nobody_known_is_counted_by_address_and_files_and_health_are_not()
    {
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["RateLimits:PerAddressPerMinute"] = "3" });
        foreach (var free in new[] { "/icon.svg", "/health/live", "/health/ready", "/icon.svg", "/icon.svg" })
        {
            await ExpectAsync(relay.Client.GetAsync(free), HttpStatusCode.OK);
        }

        await ExpectAsync(relay.Client.GetAsync("/api/tasks"), HttpStatusCode.Unauthorized);
        await ExpectAsync(relay.Client.GetAsync("/no-such-page"), HttpStatusCode.NotFound);
        await ExpectAsync(relay.Client.GetAsync("/api/auth/github"), HttpStatusCode.Redirect);
        await RefusedAsync(relay.Client.GetAsync("/api/auth/github"));
        await RefusedAsync(relay.Client.GetAsync("/api/tasks"));
        await ExpectAsync(relay.Client.GetAsync("/icon.svg"), HttpStatusCode.OK);
        await ExpectAsync(relay.Client.GetAsync("/health/live"), HttpStatusCode.OK);
    }

    [Fact]
    public async Task Zero_switches_a_limit_off()
    {
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["RateLimits:PerAddressPerMinute"] = "0" });
        for (var time = 0; time < RateLimits.FailuresPerMinute + 5; time++)
        {
            await ExpectAsync(SendWithAsync(relay, "/api/worker/job", "tra_wrong"), HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Signed_webhooks_pass_whatever_their_address_has_done()
    {
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["RateLimits:PerAddressPerMinute"] = "1" });
        for (var time = 0; time < RateLimits.FailuresPerMinute; time++)
        {
            await ExpectAsync(relay.Client.SendAsync((Ping() with { Signature = "sha256=00" }).ToRequest()), HttpStatusCode.Unauthorized);
        }

        await RefusedAsync(relay.Client.SendAsync((Ping() with { Signature = "sha256=00" }).ToRequest()));

        // Tokens that fail are counted with the signatures.
        await RefusedAsync(SendWithAsync(relay, "/api/worker/job", "tra_wrong"));
        await RefusedAsync(SendWithAsync(relay, "/api/tasks", "trt_wrong"));
        await ExpectAsync(relay.Client.SendAsync(Ping().ToRequest()), HttpStatusCode.OK);
    }

    private static SignedWebhook Ping() =>
        new() { Event = "ping", Body = JsonSerializer.SerializeToUtf8Bytes(new { zen = "Keep it simple." }), Secret = RelayHost.Secret };

    private static Task<HttpResponseMessage> SendWithAsync(RelayHost relay, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return relay.Client.SendAsync(request);
    }

    private static async Task ExpectAsync(Task<HttpResponseMessage> sending, HttpStatusCode status)
    {
        using var answer = await sending;
        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        await Problems.ExpectAsync(answer, 429, "rate_limited");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Empty(answer.Headers.WwwAuthenticate);
    }
}
