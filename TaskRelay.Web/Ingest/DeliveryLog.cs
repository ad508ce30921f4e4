using System.Globalization;
using System.Text.Json;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Ingest;

/// <summary>GitHub's list of what it sent to the App, newest first.</summary>
public sealed class DeliveryLog(PageReader pages)
{
    /// <summary>100,000 deliveries; what lies behind is left to the look at comments.</summary>
    private const int MostPages = 1000;

    /// <summary>What was sent since then, concerns TaskRelay and was answered by nobody with a 2xx.</summary>
    public async Task<GitHubAnswer<IReadOnlyCollection<FailedDelivery>>> FailedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var failed = new Dictionary<Guid, FailedDelivery>();
        var settled = new HashSet<Guid>();
        string? path = "app/hook/deliveries?per_page=100";
        for (var page = 0; path is not null && page < MostPages; page++)
        {
            var answer = await pages.AsAppAsync(HttpMethod.Get, path, cancellationToken);
            if (answer is not GitHubAnswer<GitHubPage>.Ok { Value: var list })
            {
                return answer.Select<GitHubPage, IReadOnlyCollection<FailedDelivery>>(_ => []);
            }

            path = list.Next;
            foreach (var entry in list.Items())
            {
                if (!TryRead(entry, out var id, out var guid, out var at))
                {
                    continue;
                }

                if (at < since)
                {
                    path = null;
                }
                else if (entry.GetProperty("status_code").GetInt32() is >= 200 and < 300)
                {
                    settled.Add(guid);
                    failed.Remove(guid);
                }
                else if (!settled.Contains(guid) && WebhookEvents.IsUsed(entry.GetProperty("event").GetString()))
                {
                    failed[guid] = failed.TryGetValue(guid, out var known) ? known.With(id, at) : new FailedDelivery(guid, id, at, at, 1);
                }
            }
        }

        return new GitHubAnswer<IReadOnlyCollection<FailedDelivery>>.Ok(failed.Values);
    }

    /// <summary>Asks GitHub to send it again. GitHub says yes and sends it a moment later.</summary>
    public Task<GitHubAnswer<GitHubPage>> AskAgainAsync(FailedDelivery delivery, CancellationToken cancellationToken) => pages.AsAppAsync(
        HttpMethod.Post, string.Create(CultureInfo.InvariantCulture, $"app/hook/deliveries/{delivery.NewestId}/attempts"), cancellationToken);

    private static bool TryRead(JsonElement entry, out long id, out Guid guid, out DateTimeOffset at)
    {
        (id, guid, at) = (0, default, default);
        return entry.TryGetProperty("id", out var number) && number.TryGetInt64(out id)
            && entry.TryGetProperty("guid", out var text) && Guid.TryParse(text.GetString(), out guid)
            && entry.TryGetProperty("delivered_at", out var moment) && moment.TryGetDateTimeOffset(out at);
    }
}
