using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Observability;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Notifications;

/// <summary>
/// Brings one outbox row to GitHub and marks how that went. However often a try ends in doubt, or the process is killed
/// in the middle, there is never a second comment: whenever one may have been posted, it is looked for by its marker.
/// </summary>
public sealed partial class OutboxDelivery(
    OutboxRows rows,
    NoticeComposer composer,
    IssueTalk talk,
    RepositoryReader reader,
    GitHubAppSource apps,
    InstallationPacer pacer,
    RelayMetrics metrics,
    TimeProvider clock,
    ILogger<OutboxDelivery> logger)
{
    /// <summary>How far GitHub's clock may be off ours when comments are looked for by their time.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);

    /// <summary>Sends a row whose installation is known.</summary>
    public async Task SendAsync(OutboxItem item, long installationId, CancellationToken cancellationToken)
    {
        using var step = RelayTelemetry.Notification(SnakeCase.Of(item.Kind), item.TaskId);
        var notice = await composer.ComposeAsync(item, cancellationToken);
        switch (notice)
        {
            case Notice.Nothing:
                await rows.SentAsync(item, item.RemoteId);
                return;
            case Notice.Later later:
                await rows.PostponeAsync(item, later.Until, null);
                return;
        }

        if (await rows.BeginAsync(item, cancellationToken))
        {
            var place = new IssueTalk.Place(installationId, item.RepositoryId, item.RepositoryFullName);
            var answer = await SayAsync(item, place, notice, cancellationToken);
            await MarkAsync(item, installationId, answer, cancellationToken);
        }
    }

    /// <summary>Counts a try that failed, and gives up after the last.</summary>
    public async Task FailAsync(OutboxItem item, string error)
    {
        var tries = item.Tries + 1;
        if (tries >= OutboxBackoff.MostTries)
        {
            await BuryAsync(item, error);
            return;
        }

        var wait = OutboxBackoff.After(tries, Random.Shared.NextDouble());
        metrics.Notified(SnakeCase.Of(item.Kind), "failed");
        Log.Failed(logger, item.Key, tries, wait.TotalSeconds, error);
        await rows.FailedAsync(item, clock.GetUtcNow() + wait, error);
    }

    /// <summary>Gives a row up: a person must look.</summary>
    public Task BuryAsync(OutboxItem item, string error)
    {
        metrics.Notified(SnakeCase.Of(item.Kind), "given_up");
        Log.Dead(logger, item.Key, item.RepositoryFullName, item.IssueNumber, error);
        return rows.BuryAsync(item.Key, error);
    }

    private async Task<GitHubAnswer<long>> SayAsync(OutboxItem item, IssueTalk.Place place, Notice notice, CancellationToken cancellationToken)
    {
        if (notice is Notice.Reaction reaction)
        {
            pacer.Spend(place.InstallationId);
            return await talk.ReactAsync(place, reaction.CommentId, reaction.Content, CancellationToken.None);
        }

        var comment = (Notice.Comment)notice;
        var mustLook = item.Tries > 0;
        if (item.RemoteId is { } known)
        {
            var edited = await EditAsync(place, known, comment);
            if (edited is not GitHubAnswer<long>.No { Status: 404 })
            {
                return edited;
            }

            // Somebody deleted it: a new one takes its place, unless a try that was cut short posted that already.
            mustLook = true;
        }

        if (mustLook)
        {
            var found = await FindAsync(item, place, comment.Marker, cancellationToken);
            if (found is not GitHubAnswer<Found>.Ok { Value: var own })
            {
                return found.Select(_ => 0L);
            }

            if (own.CommentId is { } adopted)
            {
                Log.Adopted(logger, item.Key, adopted);
                await rows.AdoptAsync(item, adopted);
                return await EditAsync(place, adopted, comment);
            }
        }

        // From here on not cancelled: an answer thrown away is a comment in doubt.
        pacer.Spend(place.InstallationId);
        return await talk.PostAsync(place, item.IssueNumber, comment.Body, CancellationToken.None);
    }

    private Task<GitHubAnswer<long>> EditAsync(IssueTalk.Place place, long commentId, Notice.Comment comment)
    {
        pacer.Spend(place.InstallationId);
        return talk.EditAsync(place, commentId, comment.Body, CancellationToken.None);
    }

    /// <summary>
    /// The App's own comment that begins with the marker. Anybody can write a marker, so the author is judged. A list
    /// that lacks the very comment that asked is behind, and proves nothing.
    /// </summary>
    private async Task<GitHubAnswer<Found>> FindAsync(OutboxItem item, IssueTalk.Place place, string marker, CancellationToken cancellationToken)
    {
        var since = item.CreatedAt - ClockSlack;
        var listed = await talk.ListAsync(place, item.IssueNumber, since, cancellationToken);
        if (listed is not GitHubAnswer<IReadOnlyList<CommentInfo>>.Ok { Value: var comments })
        {
            return listed.Select(_ => new Found(null));
        }

        var app = apps.Current;
        var own = comments.FirstOrDefault(comment => comment.Body.StartsWith(marker, StringComparison.Ordinal) && comment.IsBy(app));
        if (own is not null || item.CommentId is not { } asked || comments.Any(comment => comment.Id == asked))
        {
            return new GitHubAnswer<Found>.Ok(new Found(own?.Id));
        }

        return await talk.ReadAsync(place, asked, cancellationToken) switch
        {
            GitHubAnswer<CommentInfo>.Ok ok when ok.Value.UpdatedAt >= since =>
                new GitHubAnswer<Found>.Unavailable("GitHub's list of comments is behind.", null),
            GitHubAnswer<CommentInfo>.Unavailable unavailable => new GitHubAnswer<Found>.Unavailable(unavailable.Message, unavailable.RetryAt),
            _ => new GitHubAnswer<Found>.Ok(new Found(null)),
        };
    }

    private async Task MarkAsync(OutboxItem item, long installationId, GitHubAnswer<long> answer, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case GitHubAnswer<long>.Ok ok:
                metrics.Notified(SnakeCase.Of(item.Kind), "sent");
                await rows.SentAsync(item, ok.Value);
                break;
            case GitHubAnswer<long>.Unavailable { RetryAt: { } until } limited:
                // A limit is a definite no to this one request: the try does not count, and nobody else tries before then.
                Log.Limited(logger, installationId, until, limited.Message);
                pacer.Pause(installationId, until);
                metrics.Notified(SnakeCase.Of(item.Kind), "postponed");
                await rows.PostponeAsync(item, until, limited.Message);
                break;
            case GitHubAnswer<long>.Unavailable unavailable:
                await FailAsync(item, unavailable.Message);
                break;
            case GitHubAnswer<long>.No { Status: 401 } unauthorized:
                await FailAsync(item, unauthorized.Message);
                break;
            case GitHubAnswer<long>.No no:
                await RefusedAsync(item, installationId, no, cancellationToken);
                break;
        }
    }

    /// <summary>Gone for good, unless the App was installed anew meanwhile: then another installation may say it.</summary>
    private async Task RefusedAsync(OutboxItem item, long installationId, GitHubAnswer<long>.No no, CancellationToken cancellationToken)
    {
        var name = item.RepositoryFullName.Split('/');
        if (no.Status is 403 or 404
            && await reader.FindInstallationAsync(name[0], name[^1], cancellationToken) is GitHubAnswer<InstallationInfo>.Ok { Value: var installation }
            && installation.Id != installationId)
        {
            await rows.PlaceAsync(item, installation.Id);
            return;
        }

        await BuryAsync(item, $"GitHub answered {no.Status}: {no.Message}");
    }

    private sealed record Found(long? CommentId);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The notification {Key} failed at try {Tries} and is tried again in {Seconds:0} s: {Error}")]
        public static partial void Failed(ILogger logger, string key, int tries, double seconds, string error);

        [LoggerMessage(2, LogLevel.Error, "The notification {Key} for {Repository}#{Issue} is given up: {Error}")]
        public static partial void Dead(ILogger logger, string key, string repository, int issue, string error);

        [LoggerMessage(3, LogLevel.Warning, "GitHub told installation {InstallationId} to wait until {Until:O}: {Message}")]
        public static partial void Limited(ILogger logger, long installationId, DateTimeOffset until, string message);

        [LoggerMessage(4, LogLevel.Information, "The notification {Key} was found posted already as comment {CommentId}.")]
        public static partial void Adopted(ILogger logger, string key, long commentId);
    }
}
