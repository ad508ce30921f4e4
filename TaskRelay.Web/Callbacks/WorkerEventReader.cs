using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Web.Callbacks;

/// <summary>Reads a batch of events: an array, or an object that holds one as <c>events</c> or <c>items</c>.</summary>
internal static class WorkerEventReader
{
    /// <summary>The events, or null when the body is not a batch.</summary>
    public static IReadOnlyList<WorkerEvent>? Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Object)
        {
            // An empty object is a heartbeat.
            if (!body.TryGetProperty("events", out var inner) && !body.TryGetProperty("items", out inner))
            {
                return [];
            }

            body = inner;
        }

        if (body.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var events = new List<WorkerEvent>(body.GetArrayLength());
        foreach (var element in body.EnumerateArray())
        {
            if (ReadOne(element) is not { } line)
            {
                return null;
            }

            events.Add(line);
        }

        return events;
    }

    private static WorkerEvent? ReadOne(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty("seq", out var seq) || seq.ValueKind != JsonValueKind.Number || !seq.TryGetInt64(out var number) || number < 1
            || !element.TryGetProperty("at", out var at) || at.ValueKind != JsonValueKind.String || !at.TryGetDateTimeOffset(out var moment)
            || Text(element, "kind") is not (WorkerEventKinds.Log or WorkerEventKinds.Progress)
            || Text(element, "text") is not { } text)
        {
            return null;
        }

        return new WorkerEvent(number, moment, Text(element, "kind")!, Text(element, "stream"), text);
    }

    /// <summary>A member that is text, or null.</summary>
    public static string? Text(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // A string that is no text: a lone surrogate, or bytes that are not UTF-8.
            return null;
        }
    }
}
