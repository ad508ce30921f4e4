using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>Leases: who holds one is alone in changing the Machine.</summary>
internal static class LeasesApi
{
    public static void Map(IEndpointRouteBuilder machines)
    {
        machines.MapPost("/{id}/lease", Take).WithMetadata(new FlyActionName("lease", Changes: true));
        machines.MapGet("/{id}/lease", Read).WithMetadata(new FlyActionName("read_lease"));
        machines.MapDelete("/{id}/lease", Release).WithMetadata(new FlyActionName("release", Changes: true));
    }

    private static IResult Take(HttpContext http, FlyCloud cloud, TimeProvider time)
    {
        var machine = MachinesApi.MachineOf(http);
        var seconds = Ttl(http);
        var lease = new FlyLease(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), "relay@example.com", MachinesApi.Text(http, "description") ?? "",
            time.GetUtcNow().AddSeconds(seconds));
        cloud.Change(() => machine.Lease = lease);
        return Show(machine, lease, 201);
    }

    private static IResult Read(HttpContext http, TimeProvider time)
    {
        var machine = MachinesApi.MachineOf(http);
        return machine.Lease is { } lease && lease.ExpiresAt > time.GetUtcNow() ? Show(machine, lease, 200) : FlyAnswers.Refuse(404, "lease not found");
    }

    private static IResult Release(HttpContext http, FlyCloud cloud)
    {
        var machine = MachinesApi.MachineOf(http);
        cloud.Change(() => machine.Lease = null);
        return FlyAnswers.Done();
    }

    private static int Ttl(HttpContext http) =>
        http.Features.Get<JsonObject>()?["ttl"] is JsonValue value && value.TryGetValue<int>(out var asked) ? asked
            : int.TryParse(http.Request.Query["ttl"], CultureInfo.InvariantCulture, out var queried) ? queried : 13;

    private static IResult Show(FlyMachine machine, FlyLease lease, int status) => Rest.Answer.Json(
        new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject
            {
                ["nonce"] = lease.Nonce,
                ["expires_at"] = lease.ExpiresAt.ToUnixTimeSeconds(),
                ["owner"] = lease.Owner,
                ["description"] = lease.Description,
                ["version"] = machine.InstanceId,
            },
        },
        status);
}
