using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Waits until a page has got somewhere, by asking the browser again and again.</summary>
public static class Arrival
{
    /// <summary>
    /// Playwright's own wait looks at the address and then begins to listen: a page that arrives between the two is
    /// waited for in vain.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="address">Its whole address: <c>**</c> stands for anything, <c>*</c> for a segment.</param>
    public static async Task ArriveAsync(this IPage page, string address)
    {
        var pattern = Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{pattern}$"));
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
    }
}
