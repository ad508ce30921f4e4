using System.Text.Json;
using TaskRelay.Web.Callbacks;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>A stored body as it may be shown.</summary>
public sealed class RedactedPayload(ServerRedactor redactor)
{
    /// <summary>The document with every string redacted by itself: replacing in its text could cut its syntax. Null when no body is kept.</summary>
    public async Task<JsonElement?> OfAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Body is not { } body)
        {
            return null;
        }

        var secrets = await redactor.ForAsync(delivery.SenderId ?? 0, cancellationToken);
        using var document = JsonDocument.Parse(body);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, document.RootElement, secrets);
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, TaskRedactor secrets)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject())
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, secrets);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, secrets);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(secrets.Redact(element.GetString()!, WebhookApi.MaxBodyBytes));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
