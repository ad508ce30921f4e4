using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Setup;

/// <summary>All that the steps are told from.</summary>
public sealed record SetupFacts
{
    /// <summary>The looks of the start-up check.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>The App's name in addresses.</summary>
    public required string? Slug { get; init; }

    /// <summary>Keys of the App that the configuration sets.</summary>
    public required IReadOnlyList<string> Configured { get; init; }

    /// <summary>Whether webhooks are taken, and whether comments are read.</summary>
    public required bool TakesWebhooks { get; init; }

    public required bool Polls { get; init; }

    /// <summary>Null while there is no App to ask as.</summary>
    public required GitHubAnswer<IReadOnlyList<SeenInstallation>>? Installations { get; init; }

    public required IReadOnlyList<ProviderCredentials> Credentials { get; init; }

    public required IReadOnlyList<AgentStanding> Agents { get; init; }

    /// <summary>The runner of new tasks.</summary>
    public required string Runner { get; init; }

    public required RunnerTrial? Trial { get; init; }

    public required CommandSighting? Command { get; init; }

    public required DateTimeOffset? LastDelivery { get; init; }
}
