namespace TaskRelay.Web.GitHub;

/// <summary>What GitHub still allows the App on one installation.</summary>
/// <param name="InstallationId">The installation.</param>
/// <param name="Account">Login of the account that it is on.</param>
/// <param name="IsSuspended">Its owner has switched it off: nothing is asked there.</param>
/// <param name="Allowances">By GitHub's name of the resource, <c>core</c> first; empty where the server has no limits.</param>
/// <param name="Trouble">Why it is not known; null when it is.</param>
public sealed record InstallationAllowance(long InstallationId, string Account, bool IsSuspended, IReadOnlyList<Allowance> Allowances, string? Trouble);

/// <summary>One resource's allowance.</summary>
/// <param name="Resource">Such as <c>core</c> or <c>graphql</c>.</param>
/// <param name="Limit">Requests in a window.</param>
/// <param name="Remaining">Requests left.</param>
/// <param name="ResetAt">When the next window begins.</param>
public sealed record Allowance(string Resource, int Limit, int Remaining, DateTimeOffset ResetAt)
{
    /// <summary>Less than a tenth is left.</summary>
    public bool IsLow => Remaining * 10L < Limit;
}

/// <summary>The allowances of all installations.</summary>
/// <param name="AskedAt">When GitHub was asked.</param>
/// <param name="Installations">The first of them, in GitHub's order.</param>
/// <param name="HasMore">There are more, which were not asked about.</param>
/// <param name="Trouble">Why the installations are not known; null when they are.</param>
public sealed record AllowanceReport(DateTimeOffset AskedAt, IReadOnlyList<InstallationAllowance> Installations, bool HasMore, string? Trouble);
