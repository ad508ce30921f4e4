using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.GitHub;

/// <summary>Takes in the App that another instance has stored: at once when it says so, else within minutes.</summary>
public sealed partial class StoredAppWatch(
    Announcements announcements, IPeers peers, GitHubAppSource apps, TimeProvider clock, ILogger<StoredAppWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _changed = new(0);

    /// <inheritdoc />
    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!peers.MayExist)
        {
            return;
        }

        announcements.Listen(topic =>
        {
            if (topic is StoredGitHubApp.Changed or Announcements.Silence)
            {
                _changed.Release();
            }
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(Period, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
            await _changed.WaitAsync(either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                await apps.LoadAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                Log.NotRead(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The stored GitHub App could not be read; it is tried again.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
