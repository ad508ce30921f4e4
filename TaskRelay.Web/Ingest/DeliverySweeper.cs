using Microsoft.Extensions.Options;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Loops;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// The loop that finds what did not arrive: at start and every five minutes. First GitHub's own list of deliveries, then
/// the comments themselves, for an outage that was longer than GitHub remembers, or a webhook that was switched off.
/// </summary>
public sealed partial class DeliverySweeper(
    Redeliveries redeliveries,
    EnabledRepositories repositories,
    CommentCheck comments,
    GitHubAppSource apps,
    IOptionsMonitor<GitHubOptions> options,
    LoopStart loopStart,
    ITurns turns,
    TimeProvider clock,
    ILogger<DeliverySweeper> logger) : BackgroundService
{
    /// <summary>Repositories of one round, the next round takes the next ones.</summary>
    private const int MostRepositories = 300;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    /// <summary>One look in this time is enough, whichever instance takes it: shorter than the period, so that a killed one's is made up for.</summary>
    private static readonly TimeSpan Turn = Period - TimeSpan.FromSeconds(30);

    /// <summary>What GitHub is just sending comes by itself.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);

    private int _next;
    private bool _isAway;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, clock, stoppingToken);
            var until = default(DateTimeOffset?);
            try
            {
                var isOurs = apps.Current.CanSign && options.CurrentValue.TakesWebhooks && await turns.TryTakeAsync("deliveries", Turn, stoppingToken);
                until = isOurs ? await SweepAsync(stoppingToken) : null;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            var told = until - clock.GetUtcNow();
            wait = told > Period ? told.Value : Period;
        }
    }

    /// <summary>One round; when GitHub names a time, that.</summary>
    private async Task<DateTimeOffset?> SweepAsync(CancellationToken cancellationToken)
    {
        if (Away(await redeliveries.RunAsync(cancellationToken)) is { } asked)
        {
            return asked.RetryAt;
        }

        // The poller looks at comments all the time.
        if (options.CurrentValue.Polls)
        {
            return null;
        }

        var listed = await repositories.ListAsync(cancellationToken);
        if (Away(listed) is { } away)
        {
            return away.RetryAt;
        }

        var all = ((GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok)listed).Value;
        var count = Math.Min(all.Count, MostRepositories);
        for (var index = 0; index < count; index++)
        {
            var answer = await comments.RunAsync(all[(_next + index) % all.Count], cancellationToken);
            if (answer is GitHubAnswer<GitHubPage>.Unavailable { RetryAt: not null } limited)
            {
                Away(answer);
                return limited.RetryAt;
            }
        }

        _next = all.Count == 0 ? 0 : (_next + count) % all.Count;
        return null;
    }

    /// <summary>Told once, and once more when GitHub is back: not every five minutes of an outage.</summary>
    private GitHubAnswer<T>.Unavailable? Away<T>(GitHubAnswer<T> answer)
    {
        var message = answer switch
        {
            GitHubAnswer<T>.Unavailable { Message: var text } => text,
            GitHubAnswer<T>.No { Message: var text } => text,
            _ => null,
        };
        if (message is not null && !_isAway)
        {
            Log.Away(logger, message);
        }
        else if (message is null && _isAway)
        {
            Log.Back(logger);
        }

        _isAway = message is not null;
        return message is null ? null : answer as GitHubAnswer<T>.Unavailable ?? new GitHubAnswer<T>.Unavailable(message, null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A look for missed webhooks failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Warning, "GitHub could not be asked for missed webhooks, which is tried again every few minutes: {Message}")]
        public static partial void Away(ILogger logger, string message);

        [LoggerMessage(3, LogLevel.Information, "GitHub can be asked for missed webhooks again.")]
        public static partial void Back(ILogger logger);
    }
}
