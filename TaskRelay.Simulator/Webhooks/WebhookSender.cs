using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Webhooks;

/// <summary>
/// Sends what happened to the App, in the background, each delivery on its own: no order between them, ten seconds for
/// an answer, never repeated unless somebody asks for it. Exactly what GitHub promises, and no more.
/// </summary>
internal sealed partial class WebhookSender(SimulatedApp app, GitHubState state, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // GitHub leaves letters beyond ASCII, and <, > and &, as they are.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task> _sending = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = Patience,
        // GitHub sends no trace context of its own.
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public WebhookLog Log { get; } = new();

    /// <summary>Null where the App has no webhook, is not told of this event, or is not installed there.</summary>
    public WebhookDelivery? Send(string @event, string? action, JsonObject payload, SimulatedInstallation? installation, long? repositoryId)
    {
        if (app.WebhookUrl is null || installation is null || installation.SuspendedAt is not null || !app.Events.Contains(@event))
            return null;
        payload["installation"] = new JsonObject { ["id"] = installation.Id, ["node_id"] = $"IN_{installation.Id}" };
        return Start(new WebhookDelivery(Log.NextId(), Guid.NewGuid().ToString(), @event, action, payload.ToJsonString(Json))
        {
            InstallationId = installation.Id,
            RepositoryId = repositoryId,
            Url = app.WebhookUrl,
        });
    }

    /// <summary>Again, the same guid and the same bytes, to where the App listens now.</summary>
    public WebhookDelivery? Redeliver(WebhookDelivery first) =>
        app.WebhookUrl is null ? null : Start(new WebhookDelivery(Log.NextId(), first.Guid, first.Event, first.Action, first.Payload)
        {
            Redelivery = true,
            InstallationId = first.InstallationId,
            RepositoryId = first.RepositoryId,
            Url = app.WebhookUrl,
        });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_sending.Values);
        _client.Dispose();
        _stopping.Dispose();
    }

    private WebhookDelivery Start(WebhookDelivery delivery)
    {
        delivery.DeliveredAt = time.GetUtcNow();
        Log.Add(delivery);
        // Registered before it can end, so that a dispose in between waits for it.
        _sending[delivery.Id] = delivery.Completion;
        _ = SendAsync(delivery);
        return delivery;
    }

    private async Task SendAsync(WebhookDelivery delivery)
    {
        var began = TimeProvider.System.GetTimestamp();
        // Real time, not the test's: an App that hangs must not hang a test with a stopped clock.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Compose(delivery);
            using var response = await _client.SendAsync(request, patience.Token);
            var body = await response.Content.ReadAsStringAsync(patience.Token);
            delivery.ResponseHeaders = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
            var status = (int)response.StatusCode;
            End(status is >= 200 and < 300 ? "OK" : $"Invalid HTTP Response: {status}", status, body);
        }
        catch (OperationCanceledException)
        {
            End("timed out", 504, "");
        }
        catch (HttpRequestException)
        {
            End("failed to connect to host", 502, "");
        }

        void End(string status, int code, string body)
        {
            delivery.End(status, code, body, TimeProvider.System.GetElapsedTime(began));
            _sending.TryRemove(delivery.Id, out _);
        }
    }

    private HttpRequestMessage Compose(WebhookDelivery delivery)
    {
        var bytes = Encoding.UTF8.GetBytes(delivery.Payload);
        var secret = Encoding.UTF8.GetBytes(app.WebhookSecret);
        delivery.RequestHeaders = new Dictionary<string, string>
        {
            ["Accept"] = "*/*",
            ["User-Agent"] = "GitHub-Hookshot/5e0c1ab",
            ["X-GitHub-Delivery"] = delivery.Guid,
            ["X-GitHub-Event"] = delivery.Event,
            ["X-GitHub-Hook-ID"] = "515151515",
            ["X-GitHub-Hook-Installation-Target-ID"] = app.AppId.ToString(),
            ["X-GitHub-Hook-Installation-Target-Type"] = "integration",
#pragma warning disable CA5350 // GitHub still sends the SHA-1 signature beside the other one.
            ["X-Hub-Signature"] = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(secret, bytes)),
#pragma warning restore CA5350
            ["X-Hub-Signature-256"] = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, bytes)),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in delivery.RequestHeaders)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
