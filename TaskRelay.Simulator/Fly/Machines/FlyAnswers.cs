using System.Globalization;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>Answers in the form of the Machines API.</summary>
internal static class FlyAnswers
{
    public static IResult Ok(JsonNode body) => Answer.Json(body, StatusCodes.Status200OK);

    public static IResult Done() => Ok(new JsonObject { ["ok"] = true });

    public static IResult Refuse(int status, string error, string? code = null)
    {
        var body = new JsonObject { ["error"] = error };
        if (code is not null)
            body["status"] = code;
        return Answer.Json(body, status);
    }

    public static JsonObject Machine(FlyMachine machine) => new()
    {
        ["id"] = machine.Id,
        ["name"] = machine.Name,
        ["state"] = machine.State,
        ["region"] = machine.Region,
        ["image_ref"] = Image(machine),
        ["instance_id"] = machine.InstanceId,
        ["private_ip"] = "fdaa:0:18:a7b:196:e274:9ce1:2",
        ["created_at"] = Time(machine.CreatedAt),
        ["updated_at"] = Time(machine.UpdatedAt),
        ["config"] = machine.Config.DeepClone(),
        ["events"] = new JsonArray([.. machine.Events.Select(Event)]),
        ["host_status"] = "ok",
    };

    private static JsonObject Event(FlyMachineEvent happened)
    {
        var body = new JsonObject
        {
            ["type"] = happened.Type,
            ["status"] = happened.Status,
            ["source"] = happened.Source,
            ["timestamp"] = happened.At.ToUnixTimeMilliseconds(),
        };
        if (happened.Exit is { } exit)
        {
            body["request"] = new JsonObject
            {
                ["exit_event"] = new JsonObject
                {
                    ["exit_code"] = exit.Code,
                    ["guest_exit_code"] = exit.Code,
                    ["guest_signal"] = -1,
                    ["oom_killed"] = exit.OutOfMemory,
                    ["requested_stop"] = exit.StopRequested,
                    ["restarting"] = false,
                    ["signal"] = -1,
                    ["exited_at"] = Time(happened.At),
                },
                ["restart_count"] = 0,
            };
        }
        return body;
    }

    private static JsonObject Image(FlyMachine machine)
    {
        var parts = (machine.Text("image") ?? "").Split('@');
        return new JsonObject
        {
            ["registry"] = parts[0].Split('/')[0],
            ["repository"] = parts[0].Contains('/') ? parts[0][(parts[0].IndexOf('/') + 1)..] : parts[0],
            ["digest"] = parts.Length > 1 ? parts[1] : "",
        };
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
