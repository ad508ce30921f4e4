using System.Text.Json.Serialization;

namespace TaskRelay.Web.Webhooks.Payload;

/// <summary>
/// Reads payloads without reflection. A member given twice is refused: one reader's first is another reader's last.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 64)]
[JsonSerializable(typeof(WebhookPayload))]
[JsonSerializable(typeof(WebhookIssue))]
[JsonSerializable(typeof(WebhookComment))]
internal sealed partial class WebhookJson : JsonSerializerContext;
