using TaskRelay.Web.Diagnostics.Keys;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Tells the log at start which keys nobody reads.</summary>
public sealed partial class UnknownKeyNotice(IConfiguration configuration, ILogger<UnknownKeyNotice> logger) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, nearest) in UnknownKeys.Find(configuration))
        {
            if (nearest is null)
            {
                Log.Unknown(logger, key);
            }
            else
            {
                Log.Misspelt(logger, key, nearest);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The configuration holds {Key}, which TaskRelay does not know and does not read.")]
        public static partial void Unknown(ILogger logger, string key);

        [LoggerMessage(2, LogLevel.Warning, "The configuration holds {Key}, which TaskRelay does not know and does not read. Is {Nearest} meant?")]
        public static partial void Misspelt(ILogger logger, string key, string nearest);
    }
}
