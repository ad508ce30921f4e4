using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>A page, and everything that went wrong on it.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>Runs in each document before it: what the policy forbade is told on the console, what jumped is added up.</summary>
    public const string Watch = """
        addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
        window.layoutShift = 0;
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) {
            if (!shift.hadRecentInput) window.layoutShift += shift.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    private readonly IBrowserContext _context;

    public WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            // A page that is left while its circuit begins says so; nobody is there to mind.
            if (message.Type is "error" or "warning" && !message.Text.Contains("Failed to fetch", StringComparison.Ordinal)
                && !message.Text.Contains("WebSocket closed", StringComparison.Ordinal))
            {
                Complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Request += (_, request) => Requests.Enqueue(request.Url);
    }

    public IPage Page { get; }

    public ConcurrentQueue<string> Complaints { get; } = [];

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Goes there and waits until the page is live: only then do its buttons work.</summary>
    public async Task GoAsync(Uri address)
    {
        await Page.GotoAsync(address.ToString());
        await LiveAsync();
    }

    /// <summary>Pages outside the shell are plain HTML.</summary>
    public async Task LiveAsync()
    {
        if (await Page.Locator(".frame").CountAsync() > 0)
        {
            await Assertions.Expect(Page.Locator(".frame[data-live=yes]")).ToBeVisibleAsync();
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
