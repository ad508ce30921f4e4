using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Models;

/// <summary>One Server-Sent Event.</summary>
/// <param name="Name">Its <c>event:</c>; null for none.</param>
/// <param name="Data">Its <c>data:</c>.</param>
internal sealed record StreamedEvent(string? Name, string Data)
{
    public StreamedEvent(string? name, JsonNode data)
        : this(name, Answer.Write(data))
    {
    }

    /// <summary>An event whose data names its type as well.</summary>
    public static StreamedEvent Typed(JsonObject data) => new((string)data["type"]!, data);

    public override string ToString() => Name is null ? $"data: {Data}\n\n" : $"event: {Name}\ndata: {Data}\n\n";
}
