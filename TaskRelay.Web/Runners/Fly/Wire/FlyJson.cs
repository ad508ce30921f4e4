using System.Text.Json.Serialization;

namespace TaskRelay.Web.Runners.Fly.Wire;

/// <summary>Fly's error body; some answers say <c>message</c> in the place of <c>error</c>.</summary>
internal sealed record FlyErrorBody(string? Error, string? Message, string? Status);

/// <summary>The JSON of the Machines API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FlyCreateRequest))]
[JsonSerializable(typeof(FlyStopConfig))]
[JsonSerializable(typeof(FlyMachine))]
[JsonSerializable(typeof(IReadOnlyList<FlyMachine>))]
[JsonSerializable(typeof(FlyErrorBody))]
internal sealed partial class FlyJson : JsonSerializerContext;
