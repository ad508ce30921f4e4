using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>What GitHub says of the App.</summary>
/// <param name="App">The App itself: whether GitHub accepts its id and key.</param>
/// <param name="Hook">Where GitHub sends its webhooks; null when it was not asked.</param>
/// <param name="Deliveries">The newest deliveries; null when it was not asked.</param>
/// <param name="Skew">How far GitHub's clock is ahead of this machine's; null when GitHub named no time.</param>
internal sealed record AppFacts(
    GitHubAnswer<WireApp> App, GitHubAnswer<WireHookConfig>? Hook, GitHubAnswer<List<WireHookDelivery>>? Deliveries, TimeSpan? Skew);
