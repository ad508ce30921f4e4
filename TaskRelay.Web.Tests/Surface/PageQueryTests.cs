using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;
using TaskRelay.Web.Tests.Webhooks;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>What a page shows more of, it does not ask the store more often for.</summary>
public sealed class PageQueryTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/tasks")]
    [InlineData("/tasks?sort=-cost")]
    [InlineData("/history")]
    [InlineData("/notifications")]
    [InlineData("/repositories")]
    [InlineData("/admin/queue")]
    [InlineData("/admin/deliveries?outcome=all")]
    [InlineData("/admin/audit")]
    [InlineData("/api/tasks")]
    [InlineData("/api/tasks/history")]
    [InlineData("/api/deliveries")]
    public async Task A_longer_list_costs_as_many_queries_as_a_short_one(string path)
    {
        // Its clock stands still: no timer of the relay asks beside the page.
        var queries = new StoreQueries();
        await using var dashboard = await Dashboard.StartAsync(
            clock: new FakeTimeProvider(DateTimeOffset.UtcNow), change: services => services.ConfigureDbContext<RelayDbContext>(options => options.AddInterceptors(queries)));
        using var browser = await dashboard.SignInAsync("maintainer");
        await FillAsync(dashboard, 0, 2);
        var few = await CountAsync(browser, queries, path);
        await FillAsync(dashboard, 2, 12);
        var many = await CountAsync(browser, queries, path);
        Assert.InRange(few.Count, 1, 40);
        Assert.True(few.Count == many.Count, $"{few.Count} queries became {many.Count}:\n{string.Join("\n--\n", many)}");
    }

    /// <summary>Of the visit that took least: what is kept for a minute is there by then, and loops that a new task woke are asleep.</summary>
    private static async Task<IReadOnlyList<string>> CountAsync(TestBrowser browser, StoreQueries queries, string path)
    {
        var counts = new List<IReadOnlyList<string>>();
        for (var visit = 0; visit < 4; visit++)
        {
            queries.Clear();
            using var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await answer.Content.ReadAsStringAsync();
            counts.Add(queries.Seen);
        }

        return counts.MinBy(seen => seen.Count)!;
    }

    private static async Task FillAsync(Dashboard dashboard, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            await dashboard.AddTaskAsync(by: "maintainer", title: $"Waits {at}");
            await dashboard.AddTaskAsync(by: "maintainer", title: $"Runs {at}", status: RelayTaskStatus.Running);
            await dashboard.AddTaskAsync(by: "writer", title: $"Ended {at}", status: RelayTaskStatus.Succeeded);
            await dashboard.AddTaskAsync(by: "maintainer", title: $"Failed {at}", status: RelayTaskStatus.Failed);
            var webhook = new SignedWebhook
            {
                Body = Encoding.UTF8.GetBytes(SignedWebhook.Comment("@taskrelay agent=nobody please", 9000 + at).ToJsonString()),
                Secret = RelayHost.Secret,
            };
            using var answer = await dashboard.Relay.Client.SendAsync(webhook.ToRequest());
            Assert.True(answer.IsSuccessStatusCode);
        }
    }
}
