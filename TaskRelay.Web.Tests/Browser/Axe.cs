using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TaskRelay.Web.Tests.Browser;

/// <summary>Runs axe-core in an open page, and asks it for violations alone: a full report takes three times as long.</summary>
public static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails with every violation and where it is.</summary>
    public static async Task AssertNoneAsync(IPage page, string where)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        var report = await page.EvaluateAsync<Report>(
            """
            async () => {
              const result = await axe.run(document, { resultTypes: ['violations'], preload: false });
              return {
                rules: result.passes.length + result.violations.length,
                violations: result.violations.flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.help}) at ${node.html}`)),
              };
            }
            """);
        Assert.True(report.Rules > 0, $"{where}: no rule was looked at.");
        Assert.True(report.Violations.Length == 0, string.Join("\n", report.Violations.Select(violation => $"{where}: {violation}")));
    }

    private sealed class Report
    {
        public int Rules { get; set; }

        public string[] Violations { get; set; } = [];
    }
}
