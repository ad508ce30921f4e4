using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>The Machines API below an app, after its published description.</summary>
internal static class MachinesApi
{
    private static readonly TimeSpan DefaultStopTime = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup(FlyApi.Prefix + "/v1/apps/{app}/machines").AddEndpointFilter<RouteGroupBuilder, FlyFront>();
        machines.MapPost("", Create).WithMetadata(new FlyActionName("create"));
        machines.MapGet("", List).WithMetadata(new FlyActionName("list"));
        machines.MapGet("/{id}", (HttpContext http) => FlyAnswers.Ok(FlyAnswers.Machine(MachineOf(http)))).WithMetadata(new FlyActionName("get"));
        machines.MapDelete("/{id}", DeleteAsync).WithMetadata(new FlyActionName("delete", Changes: true));
        machines.MapPost("/{id}/start", Start).WithMetadata(new FlyActionName("start", Changes: true));
        machines.MapPost("/{id}/stop", Stop).WithMetadata(new FlyActionName("stop", Changes: true));
        machines.MapPost("/{id}/signal", Signal).WithMetadata(new FlyActionName("signal"));
        machines.MapGet("/{id}/wait", WaitAsync).WithMetadata(new FlyActionName("wait"));
        LeasesApi.Map(machines);
        MetadataApi.Map(machines);
    }

    internal static FlyMachine MachineOf(HttpContext http) => http.Features.Get<FlyMachine>()!;

    internal static string? Text(HttpContext http, string name) =>
        http.Features.Get<JsonObject>()?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult Create(HttpContext http, string app, FlyState accounts, FlyCloud cloud)
    {
        var body = http.Features.Get<JsonObject>();
        if (body?["config"] is not JsonObject config || config["image"] is not JsonValue)
            return FlyAnswers.Refuse(400, "invalid_argument: config.image is required");
        var (name, region) = (Text(http, "name"), Text(http, "region") ?? "fra");
        return cloud.Change(() =>
        {
            if (cloud.KeepsNamesUnique && name is not null && cloud.MachinesOf(app, withDestroyed: false).FirstOrDefault(other => other.Name == name) is { } taken)
                return FlyAnswers.Refuse(409, $"already_exists: unique machine name violation, machine ID {taken.Id} already exists with name \"{name}\"");
            if (cloud.CountOf(accounts.OrganizationOf(app)!) >= cloud.Quota)
                return FlyAnswers.Refuse(422, "your organization has reached its machine limit, please contact billing@fly.io to request an increase");
            if (cloud.FullRegions.Contains(region))
            {
                return FlyAnswers.Refuse(
                    412, "failed_precondition: insufficient resources available to fulfill request: could not reserve resource for machine", "insufficient_capacity");
            }
            var start = body["skip_launch"] is not JsonValue skip || !skip.TryGetValue<bool>(out var held) || !held;
            return FlyAnswers.Ok(FlyAnswers.Machine(cloud.Add(app, name, region, (JsonObject)config.DeepClone(), start)));
        });
    }

    private static IResult List(HttpContext http, string app, FlyCloud cloud)
    {
        const string filter = "metadata.";
        var wanted = http.Request.Query.Where(pair => pair.Key.StartsWith(filter, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[filter.Length..], pair => pair.Value.ToString());
        var region = http.Request.Query["region"].ToString();
        return FlyAnswers.Ok(new JsonArray([.. cloud.MachinesOf(app, http.Request.Query["include_deleted"] == "true")
            .Where(machine => region.Length == 0 || machine.Region == region)
            .Where(machine => machine.Strings("metadata") is var metadata && wanted.All(pair => metadata.GetValueOrDefault(pair.Key) == pair.Value))
            .Select(FlyAnswers.Machine)]));
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, FlyCloud cloud)
    {
        var machine = MachineOf(http);
        if (http.Request.Query["force"] != "true" && machine.State is not ("stopped" or "created" or "failed"))
            return FlyAnswers.Refuse(412, $"failed_precondition: unable to destroy machine, not currently stopped (current state: {machine.State})");
        await cloud.DestroyAsync(machine);
        return FlyAnswers.Done();
    }

    private static IResult Start(HttpContext http, FlyCloud cloud)
    {
        var machine = MachineOf(http);
        if (machine.State is not ("stopped" or "created"))
            return FlyAnswers.Refuse(412, $"failed_precondition: unable to start machine from current state: '{machine.State}'");
        var before = machine.State;
        cloud.Live(machine);
        return FlyAnswers.Ok(new JsonObject { ["previous_state"] = before });
    }

    private static IResult Stop(HttpContext http, FlyCloud cloud)
    {
        var machine = MachineOf(http);
        var signal = Text(http, "signal") ?? machine.Text("stop_config", "signal") ?? "SIGINT";
        cloud.Stop(machine, signal, Seconds(Text(http, "timeout") ?? machine.Text("stop_config", "timeout")) ?? DefaultStopTime);
        return FlyAnswers.Done();
    }

    private static IResult Signal(HttpContext http)
    {
        var machine = MachineOf(http);
        if (machine.Guest is not { } guest)
            return FlyAnswers.Refuse(412, $"failed_precondition: machine not running (current state: {machine.State})");
        guest.Signal((Text(http, "signal") ?? "SIGTERM")["SIG".Length..]);
        return FlyAnswers.Done();
    }

    private static async Task<IResult> WaitAsync(HttpContext http, FlyCloud cloud)
    {
        var machine = MachineOf(http);
        var state = http.Request.Query["state"].ToString() is { Length: > 0 } named ? named : "started";
        var patience = int.TryParse(http.Request.Query["timeout"], CultureInfo.InvariantCulture, out var seconds) ? seconds : 60;
        var end = Task.Delay(TimeSpan.FromSeconds(Math.Clamp(patience, 1, 60)), http.RequestAborted);
        while (true)
        {
            var changed = cloud.Changed;
            if (machine.State == state)
                return FlyAnswers.Done();
            if (await Task.WhenAny(changed, end) == end)
                return FlyAnswers.Refuse(408, $"deadline_exceeded: machine did not reach state {state}");
        }
    }

    /// <summary>A duration in Go's form, of whole seconds.</summary>
    private static TimeSpan? Seconds(string? text) =>
        double.TryParse((text ?? "").TrimEnd('s'), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
