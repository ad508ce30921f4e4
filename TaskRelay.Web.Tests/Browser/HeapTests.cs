using Microsoft.Playwright;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>What a page that is left open all day holds of the server's memory. Alone, because others' would be counted too.</summary>
[Collection(Alone)]
public sealed class HeapTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    public const string Alone = "alone";

    private const int Pages = 8;
    private const long Most = 1_000_000;

    [Fact]
    public async Task An_open_task_list_holds_less_than_a_megabyte_of_the_servers_heap()
    {
        for (var number = 0; number < 60; number++)
        {
            await rig.Dashboard.AddTaskAsync(title: $"One of many {number}", status: number % 2 == 0 ? RelayTaskStatus.Running : RelayTaskStatus.Succeeded);
        }

        // What the first one brings for all of them is not the page's.
        await using var first = await OpenAsync();
        var before = await SettledAsync();
        var pages = new List<WatchedPage>();
        try
        {
            for (var number = 0; number < Pages; number++)
            {
                pages.Add(await OpenAsync());
            }

            var each = (await SettledAsync() - before) / Pages;
            TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes for each of {Pages} open lists");
            Assert.InRange(each, 1, Most);
        }
        finally
        {
            foreach (var page in pages)
            {
                await page.DisposeAsync();
            }
        }
    }

    private async Task<WatchedPage> OpenAsync()
    {
        var page = await rig.OpenAsync("writer", "tasks");
        await Assertions.Expect(page.Page.Locator("[data-task]")).ToHaveCountAsync(50);
        return page;
    }

    /// <summary>The least of a few looks: what a request has just left behind is gone by then.</summary>
    private static async Task<long> SettledAsync()
    {
        var least = long.MaxValue;
        for (var look = 0; look < 5; look++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true));
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }

        return least;
    }
}
