using TaskRelay.Web.Http;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>Prints the one-time code when the server listens, as long as nobody administers it.</summary>
public sealed partial class SetupNotice(SetupDoor door, SetupCodes codes, SetupConsole console, PublicAddress address, ILogger<SetupNotice> logger)
    : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await door.StandingAsync(cancellationToken) == SetupStanding.Closed)
        {
            if (await codes.AnyAsync(cancellationToken))
            {
                await codes.EndAsync(cancellationToken);
            }

            return;
        }

        var page = address.Link("/setup");
        var code = await codes.RenewAsync(cancellationToken);
        Log.NotSetUp(logger, page);
        console.Tell(page, code);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "TaskRelay is not set up yet: open {Address} with the one-time code that is printed on standard output.")]
        public static partial void NotSetUp(ILogger logger, string address);
    }
}
