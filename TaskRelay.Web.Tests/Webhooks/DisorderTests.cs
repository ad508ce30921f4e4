using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Webhooks;

/// <summary>GitHub promises no order: what comes too early starts nothing, and takes nothing away from what follows.</summary>
public sealed class DisorderTests
{
    [Theory]
    [InlineData("edited")]
    [InlineData("deleted")]
    public async Task What_comes_before_the_comment_it_is_about_is_ignored_and_the_comment_makes_one_task(string early)
    {
        await using var relay = await RelayHost.StartAsync();
        var first = await SendAsync(relay, SignedWebhook.Comment("@taskrelay scribe", 7, action: early));
        Assert.Equal(("ignored", "not_created"), ((string?)first["outcome"], (string?)first["reason"]));
        Assert.Equal("accepted", (string?)(await SendAsync(relay, SignedWebhook.Comment("@taskrelay scribe", 7)))["outcome"]);
        Assert.Equal("ignored", (string?)(await SendAsync(relay, SignedWebhook.Comment("@taskrelay scribe once more", 7, action: "edited")))["outcome"]);
        Assert.Equal(1, await relay.ReadAsync(context => context.Tasks.CountAsync()));
    }

    private static async Task<JsonObject> SendAsync(RelayHost relay, JsonObject payload)
    {
        var webhook = new SignedWebhook { Body = Encoding.UTF8.GetBytes(payload.ToJsonString()), Secret = RelayHost.Secret };
        using var answer = await relay.Client.SendAsync(webhook.ToRequest());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
