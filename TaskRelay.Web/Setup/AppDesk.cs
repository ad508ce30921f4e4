using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Setup;

/// <summary>Fetches a new App from GitHub and stores it: from then on it is this TaskRelay's App, here and at every other instance.</summary>
public sealed partial class AppDesk(
    ManifestConversions conversions, GitHubAppSource apps, AuditLog audit, TimeProvider clock, ILogger<AppDesk> logger)
{
    /// <summary>GitHub tells the secrets once: a busy store is asked again.</summary>
    private const int Tries = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Null when it is done; else one of <see cref="SetupErrors"/>.</summary>
    public async Task<string?> TakeAsync(string code, AppWish wish, AuditActor by, CancellationToken cancellationToken)
    {
        switch (await conversions.ExchangeAsync(code, cancellationToken))
        {
            case GitHubAnswer<MadeApp>.Ok { Value: var made }:
                return await StoreAsync(made, wish, by);
            case GitHubAnswer<MadeApp>.No no:
                Log.Refused(logger, no.Status);
                return SetupErrors.AppCodeExpired;
            case GitHubAnswer<MadeApp>.Unavailable(var message, _):
                Log.Unavailable(logger, message);
                return SetupErrors.GitHubUnavailable;
            default:
                throw new InvalidOperationException("GitHub's answer has three forms.");
        }
    }

    private async Task<string?> StoreAsync(MadeApp made, AppWish wish, AuditActor by)
    {
        var change = new GitHubAppChange
        {
            AppId = $"{made.Id}",
            Slug = made.Slug,
            ClientId = made.ClientId,
            ClientSecret = made.ClientSecret,
            PrivateKey = made.PrivateKey,
            WebhookSecret = made.WebhookSecret ?? "",
            PreviousWebhookSecret = "",
            Ingest = wish.Ingest,
        };
        for (var left = Tries; ; left--)
        {
            try
            {
                // Whoever asked may have gone; the secrets must not go with them.
                await apps.SaveAsync(change, CancellationToken.None, scope => audit.Add(scope, by, AuditActions.GitHubAppMade, $"{made.Slug} ({made.Id})"));
                Log.Made(logger, made.Slug, made.Id, wish.Ingest);
                return null;
            }
            catch (StoreUnavailableException exception)
            {
                Log.NotStored(logger, made.Slug, exception);
                if (left == 1)
                {
                    return SetupErrors.StoreUnavailable;
                }
            }

            await Task.Delay(Pause, clock);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The GitHub App {Slug} ({Id}) was made and stored; comments come by {Ingest}.")]
        public static partial void Made(ILogger logger, string slug, long id, string ingest);

        [LoggerMessage(2, LogLevel.Warning, "GitHub did not accept the code of a new App ({Status}).")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(3, LogLevel.Warning, "GitHub could not be asked for a new App: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Error, "The secrets of the new GitHub App {Slug} could not be stored.")]
        public static partial void NotStored(ILogger logger, string slug, Exception exception);
    }
}
