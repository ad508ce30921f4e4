using System.Globalization;
using TaskRelay.Contracts;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>What a report must be before it is believed. Pure.</summary>
public static class CompletionRules
{
    private const double MostCost = 1_000_000;
    private const long MostTokens = 1_000_000_000_000;

    /// <summary>Field errors; empty when the report is well formed.</summary>
    public static Dictionary<string, string[]> Check(CompletionReport report)
    {
        var errors = new Dictionary<string, string[]>();
        if (report.Status is not ("succeeded" or "failed" or "timed_out" or "stopped"))
        {
            errors["status"] = ["Must be succeeded, failed, timed_out or stopped."];
        }

        if (report.Status is "failed" or "timed_out" && report.Error is null)
        {
            errors["error"] = ["Is required with failed and timed_out."];
        }

        if (report.Error is { } error && (string.IsNullOrWhiteSpace(error.Code) || error.Code.Length > 60 || error.Code.Any(letter => !char.IsAsciiLetterLower(letter) && letter != '_')))
        {
            errors["error.code"] = ["Must be a lower snake case word."];
        }

        if (report.Usage is { } usage
            && (usage.InputTokens is < 0 or > MostTokens || usage.OutputTokens is < 0 or > MostTokens || !(usage.CostUsd is >= 0 and <= MostCost)))
        {
            errors["usage"] = ["Must not be negative, nor beyond any bill."];
        }

        if (report.Branch is { } branch && !Commands.BranchName.IsValid(branch))
        {
            errors["branch"] = ["Is not a branch name."];
        }

        if (report.CommitSha is { } sha && (sha.Length is not (40 or 64) || !sha.All(char.IsAsciiHexDigit)))
        {
            errors["commitSha"] = ["Must be 40 or 64 hex digits."];
        }

        return errors;
    }

    /// <summary>The pull request's number when the address is one of the task's own repository; null otherwise.</summary>
    public static int? PullRequestNumber(string url, RelayTask task, string webBaseUrl)
    {
        var prefix = $"{webBaseUrl.TrimEnd('/')}/{task.RepositoryFullName}/pull/";
        return url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(url.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && url.AsSpan(prefix.Length).SequenceEqual(number.ToString(CultureInfo.InvariantCulture))
            && number > 0
            ? number
            : null;
    }

    /// <summary>The address as GitHub writes it: owners are named in any case, and pages show what is stored.</summary>
    public static string PullRequestUrl(int number, RelayTask task, string webBaseUrl) =>
        string.Create(CultureInfo.InvariantCulture, $"{webBaseUrl.TrimEnd('/')}/{task.RepositoryFullName}/pull/{number}");
}
