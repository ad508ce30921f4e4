using System.Text.Json.Nodes;
using TaskRelay.Simulator.Rest;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>A Machine's metadata, key by key.</summary>
internal static class MetadataApi
{
    public static void Map(IEndpointRouteBuilder machines)
    {
        machines.MapGet("/{id}/metadata", Read).WithMetadata(new FlyActionName("read_metadata"));
        machines.MapPost("/{id}/metadata/{key}", Set).WithMetadata(new FlyActionName("set_metadata"));
        machines.MapDelete("/{id}/metadata/{key}", Remove).WithMetadata(new FlyActionName("remove_metadata"));
    }

    private static IResult Read(HttpContext http) => FlyAnswers.Ok(MachinesApi.MachineOf(http).Config["metadata"]?.DeepClone() ?? new JsonObject());

    private static IResult Set(HttpContext http, string key, FlyCloud cloud)
    {
        if (MachinesApi.Text(http, "value") is not { } value)
            return FlyAnswers.Refuse(400, "invalid_argument: value is required");
        var config = MachinesApi.MachineOf(http).Config;
        return cloud.Change(() =>
        {
            if (config["metadata"] is not JsonObject)
                config["metadata"] = new JsonObject();
            config["metadata"]![key] = value;
            return Answer.NoContent();
        });
    }

    private static IResult Remove(HttpContext http, string key, FlyCloud cloud)
    {
        var config = MachinesApi.MachineOf(http).Config;
        return cloud.Change(() =>
        {
            (config["metadata"] as JsonObject)?.Remove(key);
            return Answer.NoContent();
        });
    }
}
