using System.Text;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Observability;

/// <summary>What an operator's own tools see.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Metrics_are_not_there_unless_they_are_switched_on()
    {
        await using var relay = await RelayHost.StartAsync();
        using var answer = await relay.Client.GetAsync("/metrics");
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_stored_webhook_and_its_waiting_task_are_counted()
    {
        // A process of its own: counters are listened to by name, and other tests' relays count too.
        var folder = Directory.CreateTempSubdirectory("taskrelay-metrics-");
        await using var relay = await RelayProcess.StartAsync(new Dictionary<string, string>
        {
            ["Metrics:Enabled"] = "true",
            ["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(folder.FullName, "taskrelay.db")}",
            ["DataProtection:KeysPath"] = Path.Combine(folder.FullName, "keys"),
            ["Runners:Local:WorkRoot"] = Path.Combine(folder.FullName, "work"),
            ["GitHub:WebhookSecret"] = RelayHost.Secret,
            ["GitHub:WebBaseUrl"] = "http://127.0.0.1:9",
            ["GitHub:ApiBaseUrl"] = "http://127.0.0.1:9",
        });
        using var client = new HttpClient { BaseAddress = relay.Address };
        var webhook = new SignedWebhook
        {
            Body = Encoding.UTF8.GetBytes(SignedWebhook.Comment("@taskrelay scribe", 7).ToJsonString()),
            Secret = RelayHost.Secret,
        };
        for (var copy = 0; copy < 2; copy++)
        {
            using var stored = await client.SendAsync(webhook.ToRequest());
            Assert.True(stored.IsSuccessStatusCode);
        }

        var text = await client.GetStringAsync("/metrics");
        Assert.Equal("1", ValueOf(text, "taskrelay_deliveries_total", "event=\"issue_comment\"", "outcome=\"accepted\""));
        Assert.Equal("1", ValueOf(text, "taskrelay_deliveries_total", "event=\"issue_comment\"", "outcome=\"duplicate\""));
        Assert.Equal("1", ValueOf(text, "taskrelay_tasks_active", "status=\"queued\""));
        Assert.Equal("0", ValueOf(text, "taskrelay_tasks_active", "status=\"running\""));
        Assert.Contains("taskrelay_store_batch_size_", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds", text, StringComparison.Ordinal);
        await relay.TerminateAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_delivery_can_be_followed_to_its_pull_request_in_one_trace()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var world = await World.StartAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        });
        var task = await world.WaitForEndAsync(await world.CommentAsync(1, "@taskrelay scribe"));
        Assert.NotNull(task.PullRequestUrl);
        var complete = await world.WaitAsync(
            "the span of the completion",
            () => Task.FromResult(receiver.Spans.FirstOrDefault(span => span.Name == "complete")),
            span => span is not null);
        Assert.Equal(task.PullRequestUrl, complete!.Tags["taskrelay.pull_request"]);
        Assert.Equal(task.Id.ToString(), complete.Tags["taskrelay.task.id"]);
        var trace = receiver.Spans.Where(span => span.TraceId == complete.TraceId).Select(span => span.Name).ToList();
        Assert.Contains("POST /api/webhooks/github", trace);
        Assert.Contains("admit", trace);
        Assert.Contains("launch", trace);
    }

    private static string ValueOf(string text, string name, params string[] labels) =>
        Assert.Single(text.Split('\n'), line =>
            line.StartsWith(name, StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal))).Split(' ')[^1];
}
