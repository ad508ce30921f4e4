using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Outgoing webhooks through the front door.</summary>
public sealed class OutgoingApiTests
{
    private const string Path = "/api/notifications/webhooks";

    [Fact]
    public async Task A_webhook_is_made_tested_changed_and_removed_and_shows_its_secret_once()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var world = await Dashboard.StartAsync(new Dictionary<string, string?> { ["Notifications:AllowHttp"] = "true", ["Notifications:AllowPrivateTargets"] = "true" });
        using var writer = await world.SignInAsync("writer");
        using var maintainer = await world.SignInAsync("maintainer");
        var made = await OkAsync(await writer.SendAsync(HttpMethod.Post, Path, new { url = receiver.Url, events = new[] { "task.succeeded" } }), 201);
        var (webhook, secret) = (made.GetProperty("webhook"), made.GetProperty("secret").GetString()!);
        var own = $"{Path}/{webhook.GetProperty("id").GetString()}";
        Assert.Equal("127.0.0.1", webhook.GetProperty("name").GetString());

        var sending = await OkAsync(await writer.SendAsync(HttpMethod.Post, $"{own}/test"), 202);
        var test = await receiver.RequestAsync(1);
        Assert.True(test.IsSignedWith(secret));
        Assert.Contains("\"type\":\"endpoint.test\"", test.Text, StringComparison.Ordinal);
        Assert.Equal($"msg_{Guid.Parse(sending.GetProperty("deliveryId").GetString()!):N}", test.Id);

        // A page of the API, and nothing in it that signs.
        var task = await world.AddTaskAsync(status: RelayTaskStatus.Running);
        await world.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Succeeded);
        await receiver.RequestAsync(2);
        var page = await OkAsync(await writer.GetAsync($"{own}/deliveries?limit=1"), 200);
        Assert.Equal("task.succeeded", page.GetProperty("items")[0].GetProperty("event").GetString());
        var rest = await OkAsync(await writer.GetAsync($"{own}/deliveries?limit=1&cursor={page.GetProperty("nextCursor").GetString()}"), 200);
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("nextCursor").ValueKind);
        foreach (var read in new[] { Path, own, $"{own}/deliveries", "/api/audit" })
        {
            using var answer = await (read == "/api/audit" ? maintainer : writer).GetAsync(read);
            Assert.DoesNotContain(secret[6..], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Administrators see no one's but those of the instance, which only they make.
        using (var hidden = await maintainer.GetAsync(own))
        {
            await Problems.ExpectAsync(hidden, 404, "webhook_not_found");
        }

        using (var refused = await writer.SendAsync(HttpMethod.Post, Path, new { url = receiver.Url, events = new[] { "task.failed" }, scope = "instance" }))
        {
            await Problems.ExpectAsync(refused, 403, "administrator_required");
        }

        await OkAsync(await maintainer.SendAsync(HttpMethod.Post, Path, new { url = receiver.Url, events = new[] { "task.rejected" }, scope = "instance" }), 201);
        var other = await world.AddTaskAsync(by: "reader");
        await world.MoveAsync(other, RelayTaskStatus.Queued, RelayTaskStatus.Rejected, new TaskError("unknown_user", "No."));
        Assert.Contains("task.rejected", (await receiver.RequestAsync(3)).Text, StringComparison.Ordinal);

        var change = new { version = 1, url = receiver.Url, name = "mine", events = new[] { "task.failed" }, enabled = false };
        Assert.False((await OkAsync(await writer.SendAsync(HttpMethod.Put, own, change), 200)).GetProperty("enabled").GetBoolean());
        using (var late = await writer.SendAsync(HttpMethod.Put, own, change))
        {
            await Problems.ExpectAsync(late, 409, "webhook_changed");
        }

        using (var off = await writer.SendAsync(HttpMethod.Post, $"{own}/test"))
        {
            await Problems.ExpectAsync(off, 409, "webhook_disabled");
        }

        using (var removed = await writer.SendAsync(HttpMethod.Delete, own))
        {
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        var audited = await world.Relay.ReadAsync(db => db.AuditEntries.Where(entry => entry.Action.StartsWith("webhook_")).Select(entry => entry.Action).ToListAsync());
        Assert.Equal(["webhook_created", "webhook_created", "webhook_changed", "webhook_deleted"], audited);
        Assert.Equal(0, await world.Relay.ReadAsync(db => db.WebhookDeliveries.CountAsync(row => row.Event != "task.rejected")));
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }
}
