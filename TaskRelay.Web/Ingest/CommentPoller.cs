using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Loops;

namespace TaskRelay.Web.Ingest;

/// <summary>
/// The loop that reads new comments where GitHub's webhooks can't come: every 20 seconds, less often for hundreds of
/// repositories, and as GitHub's own intervals and limits say.
/// </summary>
public sealed partial class CommentPoller(
    EnabledRepositories repositories,
    CommentCheck comments,
    GitHubAppSource apps,
    IOptionsMonitor<GitHubOptions> options,
    LoopStart loopStart,
    ITurns turns,
    TimeProvider clock,
    ILogger<CommentPoller> logger) : BackgroundService
{
    private const int Parallel = 4;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    /// <summary>One instance reads for all; another goes on soon after it is gone.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(90);

    /// <summary>Ten questions a second are two thirds of what GitHub allows in bursts.</summary>
    private static readonly TimeSpan PerRepository = TimeSpan.FromMilliseconds(100);

    /// <summary>Repositories, and installations by their negative id, that are not asked before a time.</summary>
    private readonly ConcurrentDictionary<long, DateTimeOffset> _notBefore = new();

    private bool _isAway;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await loopStart.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Period;
            try
            {
                var isOurs = apps.Current.CanSign && options.CurrentValue.Polls && await turns.TryTakeAsync("comments", Turn, stoppingToken);
                wait = isOurs ? await PollAsync(stoppingToken) : Period;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.RoundFailed(logger, exception);
            }

            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    private async Task<TimeSpan> PollAsync(CancellationToken cancellationToken)
    {
        var listed = await repositories.ListAsync(cancellationToken);
        if (listed is not GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok { Value: var all })
        {
            var (message, until) = listed is GitHubAnswer<IReadOnlyList<EnabledRepository>>.Unavailable away
                ? (away.Message, away.RetryAt)
                : (((GitHubAnswer<IReadOnlyList<EnabledRepository>>.No)listed).Message, null);
            Tell(message);
            return until - clock.GetUtcNow() is { } told && told > Period ? told : Period;
        }

        Tell(null);
        var now = clock.GetUtcNow();
        await System.Threading.Tasks.Parallel.ForEachAsync(
            all.Where(repository => IsDue(repository.Id, now) && IsDue(-repository.InstallationId, now)),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (repository, token) => await PollAsync(repository, token));
        var paced = PerRepository * all.Count;
        return paced > Period ? paced : Period;
    }

    private bool IsDue(long id, DateTimeOffset now) => !_notBefore.TryGetValue(id, out var until) || until <= now;

    private async Task PollAsync(EnabledRepository repository, CancellationToken cancellationToken)
    {
        if (!IsDue(-repository.InstallationId, clock.GetUtcNow()))
        {
            return;
        }

        try
        {
            switch (await comments.RunAsync(repository, cancellationToken))
            {
                case GitHubAnswer<GitHubPage>.Unavailable { RetryAt: { } until }:
                    _notBefore[-repository.InstallationId] = until;
                    break;
                case GitHubAnswer<GitHubPage>.Ok { Value: var page }:
                    Respect(repository, page);
                    break;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One repository's trouble is not the others'.
            Log.Broke(logger, repository.Owner, repository.Name, exception);
        }
    }

    private void Respect(EnabledRepository repository, GitHubPage page)
    {
        if (page.PollInterval is { } interval)
        {
            _notBefore[repository.Id] = clock.GetUtcNow() + interval;
        }

        if (page.LowUntil is { } until)
        {
            // The last tenth is for the tasks themselves.
            _notBefore[-repository.InstallationId] = until;
            Log.Low(logger, repository.InstallationId, until);
        }
    }

    private void Tell(string? message)
    {
        if (message is not null && !_isAway)
        {
            Log.Away(logger, message);
        }

        _isAway = message is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A round of reading comments failed; the next one follows.")]
        public static partial void RoundFailed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Reading the comments of {Owner}/{Name} broke.")]
        public static partial void Broke(ILogger logger, string owner, string name, Exception exception);

        [LoggerMessage(3, LogLevel.Warning, "GitHub could not be asked for repositories to read, which is tried again all the time: {Message}")]
        public static partial void Away(ILogger logger, string message);

        [LoggerMessage(4, LogLevel.Warning, "Less than a tenth of GitHub's allowance of installation {InstallationId} is left: its comments are read again from {Until:O} on.")]
        public static partial void Low(ILogger logger, long installationId, DateTimeOffset until);
    }
}
