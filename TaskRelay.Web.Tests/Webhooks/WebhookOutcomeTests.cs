using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Webhooks;

/// <summary>The rows of the webhook contract that leave something in the store, over HTTP, on both databases.</summary>
public abstract class WebhookOutcomeTests(TestStore store) : IAsyncLifetime
{
    private RelayHost _relay = null!;

    public async ValueTask InitializeAsync() => _relay = await RelayHost.StartAsync(await store.NewAsync());

    public ValueTask DisposeAsync() => _relay.DisposeAsync();

    [Theory]
    [InlineData("installation")]
    [InlineData("installation_repositories")]
    [InlineData("installation_target")]
    [InlineData("github_app_authorization")]
    [InlineData("meta")]
    public async Task Events_that_every_App_gets_unasked_are_200(string name)
    {
        var answer = await SendAsync(Webhook("{\"action\":\"created\"}") with { Event = name });
        Assert.Equal("ignored", answer["outcome"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_ping_is_a_pong()
    {
        var answer = await SendAsync(Webhook("{\"zen\":\"Design for failure.\"}") with { Event = "ping" });
        Assert.Equal("{\"outcome\":\"pong\"}", answer.ToJsonString());
    }

    [Theory]
    [InlineData("nothing for you", "created", "User", "no_command")]
    [InlineData("> @taskrelay scribe", "created", "User", "no_command")]
    [InlineData("@taskrelay scribe", "edited", "User", "not_created")]
    [InlineData("@taskrelay scribe", "deleted", "User", "not_created")]
    [InlineData("@taskrelay scribe", "created", "Bot", "bot_author")]
    [InlineData("ask @taskrelay to do it", "created", "User", "mention_not_first")]
    public async Task Nothing_to_do_is_200_with_the_reason(string body, string action, string type, string reason)
    {
        var payload = SignedWebhook.Comment(body, 7, action: action);
        payload["comment"]!["user"] = SignedWebhook.Person(type: type);
        var answer = await SendAsync(Webhook(payload));
        Assert.Equal($"{{\"outcome\":\"ignored\",\"reason\":\"{reason}\"}}", answer.ToJsonString());
        Assert.Equal(0, await _relay.ReadAsync(context => context.Tasks.CountAsync()));
        var delivery = await _relay.ReadAsync(context => context.Deliveries.SingleAsync());
        Assert.Null(delivery.Body);
    }

    [Fact]
    public async Task A_mention_within_a_line_gets_a_confused_reaction_and_nothing_else()
    {
        await SendAsync(Webhook(SignedWebhook.Comment("ask @taskrelay to do it", 7)));
        var told = await _relay.ReadAsync(context => context.Outbox.SingleAsync());
        Assert.Equal((OutboxKind.Reaction, "confused"), (told.Kind, told.Content));
    }

    [Fact]
    public async Task A_command_is_202_with_its_task_and_all_that_it_causes()
    {
        using var response = await _relay.Client.SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe --priority=high say hi\nand more", 7)).ToRequest());
        var answer = await ReadAsync(response);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("accepted", answer["outcome"]!.GetValue<string>());
        var task = await _relay.ReadAsync(context => context.Tasks.SingleAsync());
        Assert.Equal(answer["taskId"]!.GetValue<Guid>(), task.Id);
        Assert.Equal("say hi\nand more", task.Instructions);
        Assert.Equal($"taskrelay/1-{task.Id.ToString("N")[^12..]}", task.Branch);
        Assert.Equal(1, await _relay.ReadAsync(context => context.History.CountAsync()));
        Assert.Equal(
            [$"reaction:1:7:eyes:0", $"status:{task.Id}"],
            await _relay.ReadAsync(context => context.Outbox.Select(item => item.Key).Order().ToListAsync()));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("retry")]
    [InlineData("status")]
    [InlineData("help")]
    public async Task A_control_command_is_202_without_a_task_where_there_is_none(string verb)
    {
        using var response = await _relay.Client.SendAsync(Webhook(SignedWebhook.Comment($"@taskrelay {verb}", 7)).ToRequest());
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("{\"outcome\":\"accepted\",\"taskId\":null}", (await ReadAsync(response)).ToJsonString());
    }

    [Fact]
    public async Task A_stop_names_the_task_that_it_means()
    {
        var task = (await SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe", 7))))["taskId"]!.GetValue<string>();
        var stop = await SendAsync(Webhook(SignedWebhook.Comment("@taskrelay stop", 8)));
        Assert.Equal(task, stop["taskId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("@taskrelay agent=nobody do it", "unknown_agent")]
    [InlineData("@taskrelay --colour=red do it", "unknown_flag")]
    [InlineData("@taskrelay --priority=urgent do it", "invalid_flag_value")]
    public async Task A_command_that_cannot_be_understood_is_200_and_answered_on_the_issue(string body, string reason)
    {
        var answer = await SendAsync(Webhook(SignedWebhook.Comment(body, 7)));
        Assert.Equal($"{{\"outcome\":\"rejected\",\"reason\":\"{reason}\"}}", answer.ToJsonString());
        var reply = await _relay.ReadAsync(context => context.Outbox.SingleAsync(item => item.Kind == OutboxKind.Reply));
        Assert.Contains("`scribe`", reply.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delivery_seen_before_is_a_duplicate_with_its_task()
    {
        var webhook = Webhook(SignedWebhook.Comment("@taskrelay scribe", 7));
        var first = await SendAsync(webhook);
        var again = await SendAsync(webhook);
        Assert.Equal("duplicate", again["outcome"]!.GetValue<string>());
        Assert.Equal(first["taskId"]!.GetValue<string>(), again["taskId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_delivery_of_one_comment_is_a_duplicate_with_its_task()
    {
        var first = await SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe", 7)));
        var other = await SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe", 7)));
        Assert.Equal("duplicate", other["outcome"]!.GetValue<string>());
        Assert.Equal(first["taskId"]!.GetValue<string>(), other["taskId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_redelivery_of_a_delivery_that_broke_inside_is_processed_again()
    {
        var webhook = Webhook(SignedWebhook.Comment("@taskrelay scribe", 7));
        await _relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, _) => Task.FromResult(scope.Execute(
                "INSERT INTO deliveries (id, event, received_at, outcome, source) VALUES (@p0, 'issue_comment', 1, 'failed', 'webhook')", Guid.Parse(webhook.Delivery!))),
            CancellationToken.None);
        Assert.Equal("accepted", (await SendAsync(webhook))["outcome"]!.GetValue<string>());
        Assert.Equal("duplicate", (await SendAsync(webhook))["outcome"]!.GetValue<string>());
        Assert.Equal(1, await _relay.ReadAsync(context => context.Tasks.CountAsync()));
    }

    [Fact]
    public async Task Fifty_copies_of_one_delivery_at_once_make_one_task()
    {
        var webhook = Webhook(SignedWebhook.Comment("@taskrelay scribe", 7));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(webhook)));
        Assert.Single(answers, answer => answer["outcome"]!.GetValue<string>() == "accepted");
        Assert.Equal(49, answers.Count(answer => answer["outcome"]!.GetValue<string>() == "duplicate"));
        Assert.Single(answers.Select(answer => answer["taskId"]!.GetValue<string>()).Distinct());
        Assert.Equal(1, await _relay.ReadAsync(context => context.Tasks.CountAsync()));
        Assert.Equal(2, await _relay.ReadAsync(context => context.Outbox.CountAsync()));
    }

    [Fact]
    public async Task Fifty_deliveries_of_one_comment_at_once_make_one_task()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe", 7)))));
        Assert.Single(answers, answer => answer["outcome"]!.GetValue<string>() == "accepted");
        Assert.Equal(1, await _relay.ReadAsync(context => context.Tasks.CountAsync()));
        Assert.Equal(50, await _relay.ReadAsync(context => context.Deliveries.CountAsync()));
    }

    private static SignedWebhook Webhook(JsonObject payload) => Webhook(payload.ToJsonString());

    private static SignedWebhook Webhook(string json) => new() { Body = Encoding.UTF8.GetBytes(json), Secret = RelayHost.Secret };

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!;

    private async Task<JsonObject> SendAsync(SignedWebhook webhook)
    {
        using var response = await _relay.Client.SendAsync(webhook.ToRequest());
        return await ReadAsync(response);
    }

    public sealed class OnSqlite() : WebhookOutcomeTests(TestStore.Sqlite);

    public sealed class OnPostgres() : WebhookOutcomeTests(TestStore.Postgres);
}
