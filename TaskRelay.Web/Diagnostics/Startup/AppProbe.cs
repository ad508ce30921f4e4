using System.Globalization;
using Octokit;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Asks GitHub what it thinks of the App, at most once a minute however often the check is called.</summary>
internal sealed class AppProbe(GitHubAsk ask, GitHubAppSource apps, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private Task<AppFacts>? _facts;
    private object? _of;
    private DateTimeOffset _askedAt;

    /// <summary>Null when there is no App to ask about.</summary>
    public async Task<AppFacts?> AskAsync(CancellationToken cancellationToken)
    {
        var app = apps.Current;
        if (!app.CanSign)
        {
            return null;
        }

        Task<AppFacts> facts;
        lock (_gate)
        {
            var now = clock.GetUtcNow();

            // An App that was set up anew is asked about at once.
            if (_facts is null || _facts.IsFaulted || !ReferenceEquals(_of, app) || (_facts.IsCompleted && now - _askedAt >= Kept))
            {
                (_facts, _of, _askedAt) = (AskAllAsync(), app, now);
            }

            facts = _facts;
        }

        return await facts.WaitAsync(cancellationToken);
    }

    private async Task<AppFacts> AskAllAsync()
    {
        TimeSpan? skew = null;
        bool Note(IResponse? response)
        {
            var date = response?.Headers.FirstOrDefault(header => string.Equals(header.Key, "Date", StringComparison.OrdinalIgnoreCase)).Value;
            if (DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                skew = at - clock.GetUtcNow();
            }

            return false;
        }

        // The transport ends each exchange after 15 seconds.
        var app = await ask.AsAppAsync(
            async github =>
            {
                try
                {
                    var response = await github.Get<WireApp>(new Uri("app", UriKind.Relative), null, null, CancellationToken.None);
                    Note(response.HttpResponse);
                    return response.Body;
                }
                catch (ApiException exception) when (Note(exception.HttpResponse))
                {
                    throw;
                }
            },
            CancellationToken.None);
        if (app is not GitHubAnswer<WireApp>.Ok)
        {
            return new AppFacts(app, null, null, skew);
        }

        return new AppFacts(app, await GetAsync<WireHookConfig>("app/hook/config"), await GetAsync<List<WireHookDelivery>>("app/hook/deliveries?per_page=20"), skew);
    }

    private Task<GitHubAnswer<T>> GetAsync<T>(string path)
        where T : class =>
        ask.AsAppAsync(async github => (await github.Get<T>(new Uri(path, UriKind.Relative), null, null, CancellationToken.None)).Body, CancellationToken.None);
}
