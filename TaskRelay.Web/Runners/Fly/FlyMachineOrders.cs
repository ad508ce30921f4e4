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

    private string Server => (runners.CurrentValue.ServerUrl ?? address.Value.ToString()).TrimEnd('/');

    /// <summary>What is missing in the operator's settings, whatever the account.</summary>
    public IReadOnlyList<RunnerProblem> Problems()
    {
        var problems = new List<RunnerProblem>();
        if (fly.CurrentValue.WorkerImage is not { Length: > 0 } image)
        {
            problems.Add(new("There is no worker image to run on Fly.", "Build worker/Dockerfile, push it, and set Fly:WorkerImage to its digest."));
        }
        else if (!FlyImage.IsByDigest(image))
        {
            problems.Add(new("The worker image can be changed by others than you.", $"Name it in Fly:WorkerImage by its digest: {FlyImage.Example}."));
        }

        // A Fly on this machine, as in tests, has its Machines here too.
        if (IsLoopback(Server) && !IsLoopback(fly.CurrentValue.ApiBaseUrl))
        {
            problems.Add(new($"A Machine on Fly can't reach {Server}.", "Set PublicUrl (or Runners:ServerUrl) to an address that it can reach."));
        }

        return problems;
    }

    /// <summary>The description. Only without <see cref="Problems"/>.</summary>
    public FlyCreateRequest Make(FlyAccount account, LaunchOrder order) => new()
    {
        Name = FlyMarks.NameOf(instance.Id, order.TaskId, order.Attempt),
        Region = account.Region is { Length: > 0 } region ? region : null,
        Config = new FlyMachineConfig
        {
            Image = fly.CurrentValue.WorkerImage,
            // The ticket is the only secret: good once, for ten minutes, for this attempt.
            Env = new Dictionary<string, string>
            {
                [WorkerEnvironment.Url] = Server,
                [WorkerEnvironment.Ticket] = order.Ticket,
            },
            Metadata = FlyMarks.Of(instance.Id, order.TaskId, order.Attempt),
            AutoDestroy = true,
            Restart = new FlyRestart("no"),
            Guest = new FlyMachineGuest(
                FlyGuest.IsShared(account.Cpus, account.MemoryMb) ? "shared" : "performance", account.Cpus, account.MemoryMb),
            StopConfig = Stop,
        },
    };

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.IsLoopback || uri.Host is "0.0.0.0" or "[::]");
}
