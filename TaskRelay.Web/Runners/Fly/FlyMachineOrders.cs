using Microsoft.Extensions.Options;
using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Http;
using TaskRelay.Web.Runners.Fly.Wire;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>Makes the Machine's description for a launch, where all that it takes is configured.</summary>
internal sealed class FlyMachineOrders(
    InstanceIdentity instance, PublicAddress address, IOptionsMonitor<FlyOptions> fly, IOptionsMonitor<RunnerOptions> runners)
{
    /// <summary>A worker that is asked to end saves nothing more; it reports and goes.</summary>
    public static readonly FlyStopConfig Stop = new("SIGTERM", "20s");

    /// <summary>The description, or why nothing can run on Fly, with the remedy.</summary>
    public (FlyCreateRequest? Request, string? WhyNot) Make(FlyAccount account, LaunchOrder order)
    {
        if (fly.CurrentValue.WorkerImage is not { Length: > 0 } image)
        {
            return (null, "There is no worker image to run on Fly: build worker/Dockerfile, push it, and set Fly:WorkerImage to its digest.");
        }

        if (!FlyImage.IsByDigest(image))
        {
            return (null, $"Fly:WorkerImage must name the image by its digest, so that nobody can change what runs: {FlyImage.Example}.");
        }

        var server = runners.CurrentValue.ServerUrl ?? address.Value.ToString();
        if (IsLoopback(server) && !IsLoopback(fly.CurrentValue.ApiBaseUrl))
        {
            return (null, $"A Machine on Fly can't reach {server}: set PublicUrl (or Runners:ServerUrl) to an address that it can reach.");
        }

        return (new FlyCreateRequest
        {
            Name = FlyMarks.NameOf(instance.Id, order.TaskId, order.Attempt),
            Region = account.Region,
            Config = new FlyMachineConfig
            {
                Image = image,
                // The ticket is the only secret: good once, for ten minutes, for this attempt.
                Env = new Dictionary<string, string>
                {
                    [WorkerEnvironment.Url] = server.TrimEnd('/'),
                    [WorkerEnvironment.Ticket] = order.Ticket,
                },
                Metadata = FlyMarks.Of(instance.Id, order.TaskId, order.Attempt),
                AutoDestroy = true,
                Restart = new FlyRestart("no"),
                Guest = new FlyMachineGuest(
                    FlyGuest.IsShared(account.Cpus, account.MemoryMb) ? "shared" : "performance", account.Cpus, account.MemoryMb),
                StopConfig = Stop,
            },
        }, null);
    }

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.IsLoopback || uri.Host is "0.0.0.0" or "[::]");
}
