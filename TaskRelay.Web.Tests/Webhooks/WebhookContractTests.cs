using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Webhooks;

/// <summary>The rows of the webhook contract that refuse: nothing is stored, whatever the database.</summary>
public sealed class WebhookContractTests(WebhookContractTests.Host host) : IClassFixture<WebhookContractTests.Host>
{
    private readonly RelayHost _relay = host.Relay;

    [Fact]
    public async Task No_secret_means_503_and_verification_is_never_skipped()
    {
        await using var bare = await RelayHost.StartAsync(new Dictionary<string, string?> { ["GitHub:WebhookSecret"] = "" });
        using var answer = await bare.Client.SendAsync(Webhook(SignedWebhook.Comment("@taskrelay scribe", 1)).ToRequest());
        await ExpectProblemAsync(answer, 503, "webhook_not_configured");
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("SHA256=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("sha1=0000000000000000000000000000000000000000")]
    public async Task A_missing_or_wrong_signature_is_401(string signature)
    {
        using var answer = await _relay.Client.SendAsync((Webhook(SignedWebhook.Comment("@taskrelay scribe", 1)) with { Signature = signature }).ToRequest());
        await ExpectProblemAsync(answer, 401, "invalid_signature");
        Assert.Equal(0, await _relay.ReadAsync(context => context.Deliveries.CountAsync()));
    }

    [Fact]
    public async Task A_signature_over_other_bytes_is_401()
    {
        var webhook = Webhook(SignedWebhook.Comment("@taskrelay scribe", 1));
        using var answer = await _relay.Client.SendAsync(
            (webhook with { Signature = SignedWebhook.Sign([.. webhook.Body, (byte)'\n'], RelayHost.Secret) }).ToRequest());
        await ExpectProblemAsync(answer, 401, "invalid_signature");
    }

    [Fact]
    public async Task Both_secrets_are_accepted_while_one_replaces_the_other()
    {
        await using var rotating = await RelayHost.StartAsync(new Dictionary<string, string?>
        {
            ["GitHub:WebhookSecret"] = "new",
            ["GitHub:PreviousWebhookSecret"] = "previous",
        });
        foreach (var (secret, status) in new[] { ("new", 202), ("previous", 200), ("older", 401) })
        {
            var webhook = Webhook(SignedWebhook.Comment("@taskrelay scribe", 7)) with { Secret = secret };
            using var answer = await rotating.Client.SendAsync(webhook.ToRequest());
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_over_25_MiB_is_413_even_when_its_length_is_not_told()
    {
        var body = new byte[WebhookApi.MaxBodyBytes + 1];
        using var told = await _relay.Client.SendAsync(new SignedWebhook { Body = body, Secret = RelayHost.Secret }.ToRequest());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, told.StatusCode);

        using var streamed = new SignedWebhook { Body = body, Secret = RelayHost.Secret }.ToRequest();
        streamed.Headers.TransferEncodingChunked = true;
        using var answer = await _relay.Client.SendAsync(streamed);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Anything_but_JSON_is_415(string contentType)
    {
        using var answer = await _relay.Client.SendAsync((Webhook(SignedWebhook.Comment("@taskrelay", 1)) with { ContentType = contentType }).ToRequest());
        await ExpectProblemAsync(answer, 415, "unsupported_media_type");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    [InlineData("{}")]
    [InlineData("{\"action\":\"created\",\"action\":\"deleted\"}")]
    [InlineData("{\"action\":\"created\",\"issue\":{\"number\":\"1\",\"title\":\"t\"}}")]
    [InlineData("{\"action\":1e999}")]
    [InlineData("{\"action\":\"created\"} x")]
    public async Task What_is_not_the_events_JSON_is_400(string json)
    {
        using var answer = await _relay.Client.SendAsync(Webhook(json).ToRequest());
        await ExpectProblemAsync(answer, 400, "malformed_payload");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-a-guid")]
    [InlineData("{0c3a1f9e-53f5-11ef-8d1f-0242ac120002}")]
    public async Task A_delivery_without_a_GUID_is_400(string? delivery)
    {
        using var answer = await _relay.Client.SendAsync((Webhook(SignedWebhook.Comment("@taskrelay", 1)) with { Delivery = delivery }).ToRequest());
        await ExpectProblemAsync(answer, 400, "malformed_payload");
    }

    [Fact]
    public async Task An_event_that_is_not_handled_is_400()
    {
        using var answer = await _relay.Client.SendAsync((Webhook("{}") with { Event = "star" }).ToRequest());
        await ExpectProblemAsync(answer, 400, "unsupported_event");
    }

    private static SignedWebhook Webhook(JsonObject payload) => Webhook(payload.ToJsonString());

    private static SignedWebhook Webhook(string json) => new() { Body = Encoding.UTF8.GetBytes(json), Secret = RelayHost.Secret };

    private static async Task ExpectProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    /// <summary>One app for all: a refused webhook leaves nothing.</summary>
    public sealed class Host : IAsyncLifetime
    {
        public RelayHost Relay { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Relay = await RelayHost.StartAsync();

        public ValueTask DisposeAsync() => Relay.DisposeAsync();
    }
}
