using System.Net.Http.Headers;
using System.Text;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>Sends one delivery once: signed, bounded in time and in what is read of the answer, following nothing.</summary>
public sealed class WebhookCourier(IHttpClientFactory http, WebhookSecrets secrets, TimeProvider clock)
{
    /// <summary>Its client in the factory.</summary>
    public const string Name = "outgoing-webhooks";

    private const int LongestAnswer = 2_000;
    private const int KeptAnswer = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The delivery's id as receivers know it.</summary>
    public static string IdOf(Guid delivery) => $"msg_{delivery:N}";

    /// <summary>Sends. What has begun is seen to its end: an answer that is thrown away would be sent again.</summary>
    public async Task<WebhookReply> SendAsync(WebhookEndpoint endpoint, WebhookDelivery delivery)
    {
        var at = clock.GetUtcNow();
        var keys = Keys(endpoint, at);
        if (keys.Count == 0)
        {
            return new WebhookReply(null, "The endpoint's secret can't be decrypted with the present Data Protection keys. Make a new one.", 0, null);
        }

        var (start, body) = (clock.GetTimestamp(), Encoding.UTF8.GetBytes(delivery.Body));
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            using var request = Request(endpoint.Url, IdOf(delivery.Id), at, body, keys);
            using var client = http.CreateClient(Name);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var text = await ReadAsync(response.Content, limit.Token);
            return new WebhookReply((int)response.StatusCode, text, Spent(start), Wait(response.Headers.RetryAfter, at));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new WebhookReply(null, $"No answer within {Patience.TotalSeconds:0} seconds.", Spent(start), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new WebhookReply(null, Words(exception), Spent(start), null);
        }
    }

    private static HttpRequestMessage Request(string url, string id, DateTimeOffset at, byte[] body, IReadOnlyList<string> keys)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{at.ToUnixTimeSeconds()}");
        request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', keys.Select(key => WebhookSigner.Sign(key, id, at, body))));
        return request;
    }

    /// <summary>The secret, and for a while after a rotation the one before.</summary>
    private IReadOnlyList<string> Keys(WebhookEndpoint endpoint, DateTimeOffset now)
    {
        var before = endpoint is { PreviousSealed: { } old, PreviousUntil: { } until } && until > now ? secrets.Open(endpoint.Id, old) : null;
        return [.. new[] { secrets.Open(endpoint.Id, endpoint.Sealed), before }.OfType<string>()];
    }

    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[LongestAnswer];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes, 0, count).Trim();
        return text.Length == 0 ? null : CommentText.Cut(CommentText.Redacted(text), KeptAnswer);
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? told, DateTimeOffset now) => told?.Delta ?? (told?.Date is { } date ? date - now : null);

    private static string Words(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is TargetRefusedException refused)
            {
                return refused.Message;
            }
        }

        return CommentText.Cut(CommentText.Redacted((exception.InnerException ?? exception).Message), KeptAnswer);
    }

    private long Spent(long start) => (long)clock.GetElapsedTime(start).TotalMilliseconds;
}
