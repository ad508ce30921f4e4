using System.Text;
using System.Text.RegularExpressions;
using TaskRelay.Contracts;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Git;

namespace TaskRelay.Worker.PullRequests;

/// <summary>Writes the pull request's text, which keeps apart what the agent claims and what TaskRelay has seen.</summary>
internal static partial class PullRequestText
{
    /// <summary>GitHub takes 65,536 characters.</summary>
    private const int LongestSummary = 20_000;

    public static string Compose(JobPullRequest request, string agentName, AgentResult result, ChangeSize size)
    {
        var text = new StringBuilder();
        text.Append(request.Intro.Trim()).Append("\n\n## What the agent says\n\n");
        var summary = result.Outcome.Summary is { } said ? Tame(said).Trim() : "";
        text.Append(summary.Length > 0 ? Spoken.Shorten(summary, LongestSummary) : "Nothing.");
        text.Append("\n\n## What TaskRelay measured\n\n");
        text.Append($"- {size}\n");
        text.Append($"- `{agentName}` ran for {Spoken.Duration(result.Duration)} and ended with exit code {result.ExitCode}\n\n");
        text.Append(request.Marker).Append('\n');
        return text.ToString();
    }

    /// <summary>
    /// An agent's words, which may be anybody's who wrote in the issue: they notify nobody, close nothing, and hide
    /// nothing, our own marker least of all.
    /// </summary>
    public static string Tame(string text)
    {
        var shown = text.Replace("<!--", "&lt;!--", StringComparison.Ordinal);
        shown = Mention().Replace(shown, "@\u200b$1");
        return Closing().Replace(shown, "$1\u200b$2");
    }

    [GeneratedRegex(@"@([A-Za-z0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\b(close[sd]?|fix(?:e[sd])?|resolve[sd]?)(:?\s+(?:[\w.-]+/[\w.-]+)?#\d|:?\s+https?://)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Closing();
}
