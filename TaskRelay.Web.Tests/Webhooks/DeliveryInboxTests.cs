using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Webhooks;

/// <summary>The inbox as an administrator sees it: decisions rule by rule, payloads without secrets, replay.</summary>
public abstract class DeliveryInboxTests(TestStore store) : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync(await store.NewAsync());
        _administrator = await _dashboard.SignInAsync("maintainer");
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Only_administrators_see_the_inbox()
    {
        var id = await SendAsync("@taskrelay scribe", 1);
        using var writer = await _dashboard.SignInAsync("writer");
        foreach (var path in new[] { "/api/deliveries", $"/api/deliveries/{id}" })
        {
            await Problems.ExpectAsync(await writer.GetAsync(path), 403, "administrator_required");
            using var nobody = new TestBrowser(_dashboard.Address);
            await Problems.ExpectAsync(await nobody.GetAsync(path), 401, "not_signed_in");
        }

        await Problems.ExpectAsync(await writer.SendAsync(HttpMethod.Post, $"/api/deliveries/{id}/replay"), 403, "administrator_required");
    }

    [Fact]
    public async Task Deliveries_are_listed_newest_first_in_pages_and_by_outcome()
    {
        var ids = new List<Guid>();
        for (var comment = 1; comment <= 5; comment++)
        {
            ids.Add(await SendAsync(comment % 2 == 0 ? "just words" : "@taskrelay scribe", comment));
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await _administrator.GetJsonAsync($"/api/deliveries?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        Assert.Equal(ids.ToHashSet(), seen.ToHashSet());
        Assert.Equal(5, seen.Count);
        var ignored = (await _administrator.GetJsonAsync("/api/deliveries?outcome=ignored")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, ignored.Count);
        Assert.All(ignored, item => Assert.Equal("no_command", item.GetProperty("reason").GetString()));
        await Problems.ExpectAsync(await _administrator.GetAsync("/api/deliveries?outcome=lost"), 400, "invalid_request");
        await Problems.ExpectAsync(await _administrator.GetAsync("/api/deliveries?cursor=AAAA"), 400, "invalid_cursor");
        await Problems.ExpectAsync(await _administrator.GetAsync("/api/deliveries?limit=0"), 400, "invalid_request");
    }

    [Theory]
    [InlineData("words", "created", "User", "has_mention")]
    [InlineData("see @taskrelay there", "created", "User", "mention_first")]
    [InlineData("@taskrelay scribe", "edited", "User", "comment_created")]
    [InlineData("@taskrelay scribe", "created", "Bot", "author_is_person")]
    [InlineData("@taskrelay --nonsense", "created", "User", "command_understood")]
    [InlineData("@taskrelay scribe", "created", "User", null)]
    public async Task A_decision_is_told_rule_by_rule(string body, string action, string type, string? decidedBy)
    {
        var id = await SendAsync(body, 7, action, type);
        var delivery = await _administrator.GetJsonAsync($"/api/deliveries/{id}");
        var rules = delivery.GetProperty("rules").EnumerateArray().ToDictionary(
            rule => rule.GetProperty("rule").GetString()!, rule => rule.GetProperty("result").GetString());
        Assert.Equal("passed", rules["signature"]);
        Assert.Equal(decidedBy is null ? [] : [decidedBy], rules.Where(rule => rule.Value == "failed").Select(rule => rule.Key));

        // Admission's rules come behind the inbox's; there is no App here that it could ask.
        var inbox = rules.Where(rule => AdmissionRule.All.All(one => one.Name != rule.Key)).ToList();
        Assert.Equal(decidedBy is null, inbox.All(rule => rule.Value == "passed"));
        if (decidedBy is null)
        {
            var followed = delivery.GetProperty("followed").EnumerateArray().Select(effect => effect.GetProperty("kind").GetString()).ToList();
            Assert.Contains("task", followed);
            Assert.Contains("reaction", followed);
        }
    }

    [Fact]
    public async Task A_payload_is_shown_without_the_secrets_in_it_and_its_reading_is_audited()
    {
        var key = "sk-ant-api03-" + new string('Q', 80);
        var id = await SendAsync($"@taskrelay scribe use {key} and {RelayHost.Secret}", 7);
        var text = (await _administrator.GetJsonAsync($"/api/deliveries/{id}")).GetRawText();
        Assert.Contains("[redacted]", text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        Assert.DoesNotContain(RelayHost.Secret, text, StringComparison.Ordinal);
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == "delivery_read" && row.Actor == "maintainer")));
    }

    [Fact]
    public async Task A_replay_of_what_took_effect_is_a_duplicate_with_its_task()
    {
        var id = await SendAsync("@taskrelay scribe", 7);
        var task = await _dashboard.Relay.ReadAsync(db => db.Tasks.SingleAsync());
        for (var round = 0; round < 2; round++)
        {
            var answer = await ReplayAsync(id, HttpStatusCode.OK);
            Assert.Equal("duplicate", answer.GetProperty("outcome").GetString());
            Assert.Equal(task.Id, answer.GetProperty("taskId").GetGuid());
        }

        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.Tasks.CountAsync()));
        Assert.Equal(2, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == "delivery_replayed")));
    }

    [Fact]
    public async Task A_refused_command_takes_effect_by_a_replay_once_its_agent_is_there()
    {
        var id = await SendAsync("@taskrelay agent=newcomer do it", 7);
        Assert.Equal("rejected", (await ReplayAsync(id, HttpStatusCode.OK)).GetProperty("outcome").GetString());
        var configuration = (IConfigurationRoot)_dashboard.Get<IConfiguration>();
        configuration["Agents:newcomer:Command"] = "true";
        configuration.Reload();

        Assert.Equal("accepted", (await ReplayAsync(id, HttpStatusCode.Accepted)).GetProperty("outcome").GetString());
        Assert.Equal("newcomer", (await _dashboard.Relay.ReadAsync(db => db.Tasks.SingleAsync())).Agent);
        Assert.Equal("duplicate", (await ReplayAsync(id, HttpStatusCode.OK)).GetProperty("outcome").GetString());
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.Tasks.CountAsync()));
    }

    [Fact]
    public async Task A_delivery_without_a_body_can_not_be_replayed_and_an_unknown_one_is_not_found()
    {
        var id = await SendAsync("words", 7);
        await Problems.ExpectAsync(await _administrator.SendAsync(HttpMethod.Post, $"/api/deliveries/{id}/replay"), 409, "payload_not_kept");
        foreach (var unknown in new[] { Guid.NewGuid().ToString(), "x" })
        {
            await Problems.ExpectAsync(await _administrator.GetAsync($"/api/deliveries/{unknown}"), 404, "delivery_not_found");
            await Problems.ExpectAsync(await _administrator.SendAsync(HttpMethod.Post, $"/api/deliveries/{unknown}/replay"), 404, "delivery_not_found");
        }
    }

    private async Task<JsonElement> ReplayAsync(Guid id, HttpStatusCode expected)
    {
        using var answer = await _administrator.SendAsync(HttpMethod.Post, $"/api/deliveries/{id}/replay");
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<Guid> SendAsync(string body, long comment, string action = "created", string type = "User")
    {
        var payload = SignedWebhook.Comment(body, comment, action: action);
        payload["comment"]!["user"] = SignedWebhook.Person(type: type);
        var webhook = new SignedWebhook { Body = Encoding.UTF8.GetBytes(payload.ToJsonString()), Secret = RelayHost.Secret };
        using var answer = await _dashboard.Relay.Client.SendAsync(webhook.ToRequest());
        Assert.True(answer.IsSuccessStatusCode);
        return Guid.Parse(webhook.Delivery!);
    }

    public sealed class OnSqlite() : DeliveryInboxTests(TestStore.Sqlite);

    public sealed class OnPostgres() : DeliveryInboxTests(TestStore.Postgres);
}
