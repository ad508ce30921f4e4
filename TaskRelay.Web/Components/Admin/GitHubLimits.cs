using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What GitHub still allows, as it was asked.</summary>
/// <param name="App">The App, on each installation.</param>
/// <param name="Own">Who looks, by resource; null where that is not known.</param>
public sealed record GitHubLimits(AllowanceReport App, IReadOnlyDictionary<string, GitHubRateResource>? Own);
